"""How the gazetteer is matched and how each match is read: examples of the rules, and laws that hold for any text."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dagster_project.text.actors import match_aliases
from dagster_project.text.records import ALIAS_MATCHES
from tests.text.actors_pages import counted, gazetteer, matches, pages, references


def kinds(text: str) -> list[tuple[str, str]]:
    return [(surface, kind) for surface, _, kind, _ in references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The anti-NATO rally ended.", [("NATO", "NATO")]),
        ("A NATO-Russia council met.", [("NATO", "NATO"), ("Russia", "RUS")]),
        ("The US-led force stayed.", [("US", "USA")]),
        ("The U.S. and the U.K. agreed.", [("U.S.", "USA"), ("U.K.", "GBR")]),
        ("That is the US' own choice.", [("US", "USA")]),
        ("China’s navy and Côte d’Ivoire’s port", [("China", "CHN"), ("Côte d’Ivoire", "CIV")]),
        ("SOUTH KOREA WINS THE TROPHY", [("SOUTH KOREA", "KOR")]),
        ("Spaniards, Poles, Turks and Filipinos came.",
         [("Spaniards", "ESP"), ("Poles", "POL"), ("Turks", "TUR"), ("Filipinos", "PHL")]),
        ("Japan's Self-Defense Forces trained.",
         [("Japan", "JPN"), ("Self-Defense Forces", "JP_SELF_DEFENSE_FORCES")]),
        ("The White House and the Kremlin spoke.", [("White House", "US_WHITE_HOUSE"), ("Kremlin", "RU_PRESIDENCY")]),
        ("The North Atlantic Treaty Organisation grew.", [("North Atlantic Treaty Organisation", "NATO")]),
        ("The Royal Australian Navy sailed.", [("Australian", "AUS")]),
        ("The Ruritanian guest met the Indian Foreign Ministry.", [("Indian", "IND")]),
    ],
)  # fmt: skip
def test_a_name_is_matched_between_word_bounds(text, expected):
    assert counted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "NAPTO is a pun.",
        "NATOs are many.",
        "Sinology and francophony grew.",
        "They told us who left.",
        "It costs US$40, or U.S.$40.",
        "It costs 40 US dollars.",
        "Write to desk@Japan.com or see www.China.org/Russia.",
        "See https://example.org/China/Japan for more.",
        "Follow @NATO for more.",
        "the fishing turkey and a chad",
        "A guinea pig sat in Indiana.",
    ],
)
def test_parts_of_words_addresses_and_prices_are_no_mentions(text):
    assert matches(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ships crossed the South China Sea.",
        "They left the Paris Agreement.",
        "Latin American growth slowed.",
        "The Washington Post wrote about Washington state.",
        "It never left the Panama Canal or Lake Chad.",
        "A North Atlantic Pacific Alliance was proposed.",
    ],
)
def test_a_longer_name_swallows_the_country_in_it(text):
    assert matches(text) == []


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Guinea-Bissau, Papua New Guinea, Equatorial Guinea and Guinea met.", ["GNB", "PNG", "GNQ", "GIN"]),
        ("Northern Ireland and Ireland agreed.", ["GB_NIR", "IRL"]),
        ("DR Congo and the Republic of Congo agreed.", ["COD", "COG"]),
        ("Niger and Nigeria, Nigeriens and Nigerians", ["NER", "NGA", "NER", "NGA"]),
        ("South Sudanese and Sudanese officers met.", ["SSD", "SDN"]),
        ("American Samoa is not Samoa.", ["ASM", "WSM"]),
    ],
)
def test_the_longest_name_wins(text, actors):
    assert [actor for _, actor in counted(text)] == actors


@pytest.mark.parametrize(
    "surface", ["Asian NATO", "asian NATO", "economic NATO", "Economic NATO", "Arab NATO", "ASIAN NATO"]
)
def test_a_thing_that_does_not_exist_is_a_concept_and_not_counted(surface):
    text = f"Some want an '{surface}' soon."
    assert references(text) == [(surface, "NATO", "concept", "A")]
    assert counted(text) == []


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("The embassy in Tokyo is closed.", "Tokyo"),
        ("It is opening its first office in Tokyo next year.", "Tokyo"),
        ("She flew to Paris.", "Paris"),
        ("He left for London at dawn.", "London"),
        ("Crowds gathered in central Nairobi.", "Nairobi"),
        ("Paris, France, was dark.", "Paris"),
        ("A Paris-based firm folded.", "Paris"),
        ("Nairobi residents complained.", "Nairobi"),
        ("TOKYO (Newswire) — Ministers met.", "TOKYO"),
        ("BEIJING, Feb 2 (Newswire) -- Ministers met.", "BEIJING"),
        ("Beijing, Feb 2 (Newswire) - Ministers met.", "Beijing"),
        ("Officials met in Washington, D.C.", "Washington, D.C."),
        ("Cafés return to the line between Zürich and Vienna.", "Vienna"),
        ("A night train runs between Vienna and Rome.", "Rome"),
        ("She moved from Paris to Lisbon.", "Paris"),
        ("The Berlin–Warsaw line was cut.", "Berlin"),
        ("The Berlin–Warsaw line was cut.", "Warsaw"),
        ("He lives in the southwestern part of Seoul, near a lake.", "Seoul"),
    ],
)
def test_a_capital_can_be_just_a_city(text, city):
    assert (city, "place") in kinds(text)
    assert city not in [surface for surface, _ in counted(text)]


def test_a_city_after_and_is_where_the_first_city_is():
    assert kinds("They met in Seoul and Tokyo.") == [("Seoul", "place"), ("Tokyo", "place")]


def test_a_dateline_names_where_it_was_written_country_included():
    assert kinds("BEIRUT, Lebanon — Rockets fell on Lebanon.") == [
        ("BEIRUT", "place"),
        ("Lebanon", "place"),
        ("Lebanon", "name"),
    ]


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("This suits Washington's plans.", ["Washington"]),
        ("In Beijing's view the treaty is void.", ["Beijing"]),
        ("It was understood by Beijing as a threat.", ["Beijing"]),
        ("They sought cooperation with Seoul and Tokyo.", ["Seoul", "Tokyo"]),
        ("For Seoul and Tokyo, old grievances remain.", ["Seoul", "Tokyo"]),
        ("Ties between Moscow and Kyiv broke.", ["Moscow", "Kyiv"]),
        ("A message to Beijing was sent.", ["Beijing"]),
        ("The hand of Washington is visible in it.", ["Washington"]),
        ("It was an error on the part of Riyadh, he said.", ["Riyadh"]),
        ("Trade between Ankara and Tehran doubled.", ["Ankara", "Tehran"]),
        ("Tehran said it would answer.", ["Tehran"]),
        ("Allies urged London to sign.", ["London"]),
        ("Moscow-backed groups and pro-Beijing papers agreed.", ["Moscow", "Beijing"]),
    ],
)
def test_a_capital_can_stand_for_its_government(text, cities):
    assert [(surface, kind, tier) for surface, _, kind, tier in references(text)] == [
        (city, "metonym", "B") for city in cities
    ]


def test_a_capital_without_a_hint_is_doubtful():
    assert references("Explosions rock Doha overnight.") == [("Doha", "QAT", "metonym", "C")]


def test_brussels_is_the_union_when_it_acts_and_belgium_when_it_is_a_city():
    assert references("Brussels proposed a levy. They marched in Brussels.") == [
        ("Brussels", "EU", "metonym", "B"),
        ("Brussels", "BEL", "place", "B"),
    ]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("She works at the China Institute of Ocean Studies.", "China"),
        ("He heads the Reserve Bank of Fiji.", "Fiji"),
        ("It appeared in the Norwegian Daily Herald.", "Norwegian"),
        ("A fellow of the University of Tokyo spoke.", "Tokyo"),
        ("Shares of the Kenya Tea Company fell.", "Kenya"),
        ("The boss of Example Telecom Kenya resigned.", "Kenya"),
        ("She won Miss Harbour Ghana, a contest.", "Ghana"),
    ],
)
def test_a_country_inside_an_organisations_name_is_embedded(text, surface):
    assert kinds(text) == [(surface, "embedded")]
    assert counted(text) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("They fled Taliban-ruled Afghanistan by bus.", "Afghanistan"),
        ("Cattle of Ottoman Palestine grazed.", "Palestine"),
        ("It said on Monday Kenya would pay.", "Kenya"),
        ("They left. Meanwhile Kenya waited.", "Kenya"),
        ("EXAMPLE TELECOM KENYA GROWS", "KENYA"),
    ],
)
def test_a_country_behind_another_capitalised_word_may_be_the_country(text, country):
    assert country in [surface for surface, _ in counted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan Example said he was glad. Jordan then left.", []),
        ("Mr. Chad was late.", []),
        ("Yael Golan left.", []),
        ("The Golan is quiet.", [("Golan", "GOLAN_HEIGHTS")]),
        ("The king of Jordan met Jordanian officers.", [("Jordan", "JOR"), ("Jordanian", "JOR")]),
        ("Chad expelled the envoy.", [("Chad", "TCD")]),
        ("Turkey prices rose again.", []),
        ("Turkey said it would wait.", [("Turkey", "TUR")]),
        ("Polish your shoes first.", []),
        ("Polish voters chose.", [("Polish", "POL")]),
        ("Rain fell on Sampleville, Georgia, again.", []),
        ("Georgia and Armenia signed.", [("Georgia", "GEO"), ("Armenia", "ARM")]),
        ("She spoke French to the crowd.", []),
        ("The English-language edition closed.", []),
        ("It was dubbed to French, shown in French-Speaking towns and used in a French immersion school.", []),
        ("Its working languages will be German and Polish, and drawings come in both.", []),
        ("The manual is in both English and Spanish.", []),
        ("The mine is in German and Polish hands.", [("German", "DEU"), ("Polish", "POL")]),
        ("French troops left.", [("French", "FRA")]),
        ("Sino-Asian trade grew.", [("Sino", "CHN")]),
        ("The Franco-German plan failed.", [("Franco", "FRA"), ("German", "DEU")]),
        ("General Franco died in his bed.", []),
        ("LET US PRAY TOGETHER", []),
        ("CONTACT US", []),
        ("US TROOPS LEAVE THE BASE", [("US", "USA")]),
        ("EU TO HUNGARY: STAY HERE", [("EU", "EU"), ("HUNGARY", "HUN")]),
        ("Korea waited.", [("Korea", "KOR")]),
        ("North Korea and South Korea agreed that Korea is one.", [("North Korea", "PRK"), ("South Korea", "KOR")]),
        ("North Korea fired; Korea answered.", [("North Korea", "PRK"), ("Korea", "KOR")]),
        ("Korea fired, said Pyongyang Radio in North Korea.", [("Korea", "KOR"), ("North Korea", "PRK")]),
        ("The AU reading was high.", []),
        ("The AU summit opened with all of its member states.", [("AU", "AU")]),
        ("The SCO's leaders met.", [("SCO", "SCO")]),
        ("The African Union met; the AU agreed.", [("African Union", "AU"), ("AU", "AU")]),
    ],
)
def test_a_doubtful_form_is_counted_only_where_the_page_settles_it(text, expected):
    assert counted(text) == expected


def test_a_match_carries_its_sentence():
    text = "First things first.\nMr. A. Example of the U.S. team met France. Then all left."
    found = {row["surface"]: text[row["sentence_start"] : row["sentence_end"]] for row in matches(text)}
    assert found["France"] == "Mr. A. Example of the U.S. team met France."
    assert found["U.S."] == found["France"]


def test_matches_name_their_line_and_cover_chrome():
    table = match_aliases(**pages("\nJapan\n\nChina", role="navigation"), **gazetteer())["alias_matches"]
    assert table.schema == ALIAS_MATCHES
    assert [(row["line_number"], row["surface"]) for row in table.to_pylist()] == [(2, "Japan"), (4, "China")]


def test_a_page_of_one_enormous_line_is_matched():
    text = "The envoy of Japan met NATO, and Paris agreed with it " * 4_000
    assert len(matches(text)) == 12_000


WORDS = st.sampled_from(
    ["US", "NATO", "Tokyo", "Jordan", "Georgia", "Asian NATO", "’s", "in", "The", ".", ",", "\n", "—", "-", "é", "said",
     "China Institute of", "www.", "@", "$", "TURKEY", "(AP)", "\u00a0", "\U0001f600", "French", "University of"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join), st.lists(WORDS).map("".join))


@settings(deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_offsets_hold_and_batching_changes_nothing(texts):
    tables = pages(*texts)
    whole = match_aliases(**tables, **gazetteer())["alias_matches"]
    for row in whole.to_pylist():
        text = texts[int(row["document_id"])]
        assert text[row["char_start"] : row["char_end"]] == row["surface"]
        assert row["sentence_start"] <= row["char_start"] < row["char_end"] <= row["sentence_end"]
        assert "\n" not in text[row["sentence_start"] : row["sentence_end"]]
    parts = [
        match_aliases(page, tables["page_lines"], **gazetteer())["alias_matches"]
        for page in (tables["page_texts"].slice(index, 1) for index in range(len(texts)))
    ]
    assert pa.concat_tables(parts).equals(whole)
