"""Names of countries and capitals, and the forms in which they may be written."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from ._characters import APOSTROPHES


def plain(name: str) -> str:
    """A name in small letters without accents, apostrophes and other marks: "Guinea-Bissau" is "guinea bissau"."""
    spelled = name.translate(_WITHOUT_APOSTROPHES).replace("&", " and ")
    letters = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return " ".join(re.findall("[a-z]+", letters.lower()))


_WITHOUT_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES))


def _by_name(entries: Iterable[str]) -> Mapping[str, str]:
    """Each name of an entry, in plain form, with the first one, as it stands."""
    named = [[name.strip() for name in entry.split("/")] for entry in entries]
    return {plain(name): names[0] for names in named for name in names}


_AFRICA = """
    Algeria; Angola; Benin; Botswana; Burkina Faso; Burundi; Cameroon; Cape Verde / Cabo Verde / Republic of Cabo Verde;
    Central African Republic / Central African Republic CAR / CAR; Chad;
    Comoros / Comoros Islands / Union of the Comoros;
    Republic of the Congo / Republic of Congo / Congo / Congo the / Congo Republic / Congo Republic of the /
    Congo Brazzaville / Republic of the Congo Brazzaville / Congo Republic of the Brazzaville;
    Democratic Republic of the Congo / Democratic Republic of Congo / DR Congo / D.R. Congo / DRC / Congo DR /
    Congo DRC / Congo Kinshasa / Congo Democratic Republic / Congo Democratic Republic of the /
    Congo Democratic Republic of / Congo the Democratic Republic of the / Zaire;
    Djibouti; Egypt; Equatorial Guinea; Eritrea; Eswatini / Swaziland / Kingdom of Eswatini; Ethiopia; Gabon;
    Gambia / Gambia the / Republic of the Gambia; Ghana; Guinea / Guinea Conakry; Guinea-Bissau;
    Ivory Coast / Côte d'Ivoire; Kenya; Lesotho; Liberia; Libya; Madagascar; Malawi; Mali; Mauritania; Mauritius;
    Morocco; Mozambique; Namibia; Niger; Nigeria; Rwanda;
    São Tomé and Príncipe / São Tomé Príncipe / São Tomé e Príncipe;
    Senegal; Seychelles; Sierra Leone; Somalia; South Africa / Republic of South Africa; South Sudan; Sudan;
    Tanzania / United Republic of Tanzania / Tanzania United Republic of; Togo; Tunisia; Uganda; Zambia; Zimbabwe
    """
_DISPUTED = """
    Western Sahara / Sahrawi Arab Democratic Republic / Sahrawi Republic / Sahrawi / Sahara Western; Somaliland
    """

AFRICA = _by_name((_AFRICA + ";" + _DISPUTED).split(";"))
"""Every name of a country of Africa, in plain form, with the country."""

STATES_OF_AFRICA = frozenset(_by_name(_AFRICA.split(";")).values())
"""The 54 that the United Nations count."""

_CAPITALS = """
    Reykjavik; Helsinki; Oslo; Tallinn; Stockholm; Riga; Moscow; Copenhagen; Vilnius; Minsk; Dublin; Berlin; Amsterdam;
    Warsaw; London; Brussels; Kyiv / Kiev; Prague; Luxembourg / Luxembourg City; Paris; Vienna; Bratislava; Budapest;
    Vaduz; Chisinau; Bern / Berne; Ljubljana; Zagreb
    """

NORTHERN_CAPITALS = _by_name(_CAPITALS.split(";"))
"""Every name of a capital of Europe north of 45 degrees, in plain form, with the capital; from north to south."""
