"""In which language a text is written, as langdetect 1.0.9 says with its seed at 0.

Source: Nakatani Shuyo's language-detection. Its random draws are fixed and its profiles loaded in one order on every
machine; langdetect's own global state stays untouched, so that the answer does not depend on who else uses it.
"""

import json
from pathlib import Path
from typing import Any

from ._once import once
from ._text import Text

UNKNOWN = "unknown"


def identify(text: Text) -> str | None:
    """The code of the likeliest language; `UNKNOWN` if none is likely, None if nothing in the text tells."""
    found = text.view(odds)
    if found is None:
        return None
    return found[0][0] if found else UNKNOWN


def odds(text: Text) -> tuple[tuple[str, float], ...] | None:
    """The languages over 10 % with their probabilities, likeliest first; None if nothing in the text tells. A view."""
    from langdetect import LangDetectException

    detector = _factory().create()
    detector.append(text)
    try:
        return tuple((language.lang, language.prob) for language in detector.get_probabilities())
    except LangDetectException:
        return None


@once
def _factory() -> Any:
    from langdetect import DetectorFactory
    from langdetect.detector_factory import PROFILES_DIRECTORY
    from langdetect.utils.lang_profile import LangProfile

    factory = DetectorFactory()
    factory.seed = 0
    files = sorted(Path(PROFILES_DIRECTORY).iterdir())
    for index, file in enumerate(files):
        factory.add_profile(LangProfile(**json.loads(file.read_text(encoding="utf-8"))), index, len(files))
    return factory
