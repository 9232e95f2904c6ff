"""The options of backends."""

from pathlib import Path

import pytest

from ifbench.backends import make
from ifbench.backends._options import LlamaCppOptions, OpenAIOptions, ReplayOptions, read, refuse_secrets
from ifbench.backends._vllm_package import typed, version_of
from ifbench.errors import UsageError


def test_text_becomes_typed_values() -> None:
    options = {"base-url": "http://h/v1", "concurrency": "8", "timeout": "2.5", "max_retries": "0"}
    assert read("openai", options, OpenAIOptions) == OpenAIOptions("http://h/v1", 8, 2.5, 0)
    assert read("llamacpp", {}, LlamaCppOptions) == LlamaCppOptions(16, None, None)
    assert read("replay", {"delay": 1}, ReplayOptions).delay == 1.0


WRONG = {
    "nearest": ({"concurency": "8"}, "no option 'concurency'; did you mean concurrency?"),
    "nothing near": ({"zzz": "8"}, "it takes base_url, concurrency, timeout, max_retries"),
    "type": ({"concurrency": "many"}, "option concurrency=many of the openai backend: "),
    "range": ({"concurrency": "0"}, "option concurrency=0 of the openai backend: "),
    "negative": ({"timeout": "-1"}, "option timeout=-1 of the openai backend: "),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_option_is_named(case: str) -> None:
    options, sentence = WRONG[case]
    with pytest.raises(UsageError, match=sentence):
        read("openai", options, OpenAIOptions)


@pytest.mark.parametrize(
    ("name", "variable"), [("hf_token", "HF_TOKEN"), ("hf-token", "HF_TOKEN"), ("api_key", "OPENAI_API_KEY")]
)
def test_a_key_is_no_option(name: str, variable: str) -> None:
    with pytest.raises(
        UsageError, match=rf"recorded in run\.json: give {name} in the environment \({variable}"
    ) as told:
        refuse_secrets({"max_num_tokens": "8", name: "s3cret"})
    assert "s3cret" not in str(told.value)


def test_vllm_takes_no_token(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ifbench.backends.vllm._package", lambda model, here: package)
    with pytest.raises(UsageError, match=r"give hf_token in the environment \(HF_TOKEN\)"):
        make("vllm", "org/model", {"hf_token": "s3cret"})


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that looks like vLLM's source from outside."""
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "arg_utils.py").write_text(
        "import torch\nclass EngineArgs:\n    revision: str | None = None\n    max_model_len: int = X.y\n"
        "    enforce_eager: bool = False\n    dtype: ModelDType = 'auto'\n    hf_overrides: HfOverrides = None\n"
    )
    (tmp_path / "_version.py").write_text("__version__: str\n\n__version__ = version = '0.99.1'\n")
    return tmp_path


def test_engine_arguments_are_typed_without_importing_the_engine(package: Path) -> None:
    given = {"revision": "12", "max-model-len": "2048", "enforce_eager": "True", "dtype": "float32",
             "hf_overrides": '{"a": 1}'}  # fmt: skip
    assert typed(given, package) == {
        "revision": "12", "max_model_len": 2048, "enforce_eager": True, "dtype": "float32", "hf_overrides": {"a": 1},
    }  # fmt: skip
    assert version_of(package) == "0.99.1"


def test_a_wrong_value_for_an_engine_argument_is_named(package: Path) -> None:
    with pytest.raises(UsageError, match="option max_model_len=long of the vllm backend: Expected `int | null`"):
        typed({"max_model_len": "long"}, package)


def test_an_unknown_engine_argument_is_named(package: Path) -> None:
    with pytest.raises(UsageError, match="the vllm backend has no option 'enforce_eagre'; did you mean enforce_eager?"):
        typed({"enforce_eagre": "1"}, package)
