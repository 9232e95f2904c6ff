"""Turn a GGUF into a Hugging Face folder that vLLM loads: `python tools/convert_gguf.py MODEL.gguf FOLDER`.

Needs torch, transformers, gguf and accelerate. The weights come out in bfloat16, the chat template beside them.
"""

import argparse
from pathlib import Path


def convert(gguf: Path, folder: Path) -> None:
    """Write the model of `gguf` into `folder` as safetensors with its tokenizer and chat template."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    place = {"pretrained_model_name_or_path": str(gguf.parent), "gguf_file": gguf.name}
    model = AutoModelForCausalLM.from_pretrained(
        **place, quantization_config=GgufConfig(dequantize=True), dtype=torch.bfloat16
    )
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(**place).save_pretrained(folder)


def main() -> None:
    """Read the two arguments and convert."""
    parser = argparse.ArgumentParser(description="Turn a GGUF into a Hugging Face folder.")
    parser.add_argument("gguf", type=Path, help="the file to read")
    parser.add_argument("folder", type=Path, help="where to write; made if it is not there")
    args = parser.parse_args()
    convert(args.gguf, args.folder)


if __name__ == "__main__":
    main()
