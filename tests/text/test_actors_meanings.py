"""Sixty sentences in which a word may mean several things: whom it means, and how."""

from __future__ import annotations

from tests.text.actors_pages import references

# Sentences that must be read rightly, of all below.
MIN_RIGHT = 57

NOBODY = ("", "")

# Sentence, the words in question, and whom they mean in which way: nobody where they are not counted.
SENTENCES = [
    ("Georgia and Armenia reopened their border.", "Georgia", ("GEO", "name")),
    ("Voters in Atlanta, Georgia, chose a new mayor.", "Georgia", NOBODY),
    ("Georgia Republicans drew new districts.", "Georgia", NOBODY),
    ("The king of Jordan flew home.", "Jordan", ("JOR", "name")),
    ("Jordan Tibbet, a plumber, fixed it.", "Jordan", NOBODY),
    ("They bathed in the Jordan River.", "Jordan", NOBODY),
    ("Turkey recalled its ambassador.", "Turkey", ("TUR", "name")),
    ("Turkey prices rose before the holiday.", "Turkey", NOBODY),
    ("Chad expelled the envoy of Niger.", "Chad", ("TCD", "name")),
    ("Chad Miller scored twice.", "Chad", NOBODY),
    ("Fishermen left Lake Chad.", "Chad", NOBODY),
    ("Washington said it would not sign.", "Washington", ("USA", "metonym")),
    ("The march in Washington ended at noon.", "Washington", ("USA", "place")),
    ("Apples from Washington state are sold there.", "Washington", NOBODY),
    ("George Washington owned a mill.", "Washington", NOBODY),
    ("The US and China spoke for an hour.", "US", ("USA", "acronym")),
    ("CONTACT US", "US", NOBODY),
    ("It costs US$20.", "US", NOBODY),
    ("The Quadrilateral Security Dialogue met; the Quad agreed on ships.", "Quad", ("QUAD", "name")),
    ("She sprained a muscle in her Quad.", "Quad", NOBODY),
    ("The Democratic Republic of the Congo held a vote.", "Democratic Republic of the Congo", ("COD", "name")),
    ("The Republic of the Congo held a vote.", "Republic of the Congo", ("COG", "name")),
    ("Boats went down the Congo River.", "Congo", NOBODY),
    ("Guinea mines bauxite.", "Guinea", ("GIN", "name")),
    ("Guinea-Bissau grows cashews.", "Guinea-Bissau", ("GNB", "name")),
    ("Papua New Guinea grows coffee.", "Papua New Guinea", ("PNG", "name")),
    ("Ships left the Gulf of Guinea.", "Guinea", NOBODY),
    ("The boy keeps a guinea pig.", "guinea", NOBODY),
    ("South Korea launched a ferry.", "South Korea", ("KOR", "name")),
    ("North Korea launched a missile.", "North Korea", ("PRK", "name")),
    ("Both halves of the Korean Peninsula shook.", "Korean", NOBODY),
    ("Niger closed its airspace.", "Niger", ("NER", "name")),
    ("Nigeria closed its airspace.", "Nigeria", ("NGA", "name")),
    ("Oil spilled in the Niger Delta.", "Niger", NOBODY),
    ("Dominica was hit by a storm.", "Dominica", ("DMA", "name")),
    ("The Dominican Republic was hit by a storm.", "Dominican Republic", ("DOM", "name")),
    ("Ireland and France agreed.", "Ireland", ("IRL", "name")),
    ("Northern Ireland has a new first minister.", "Northern Ireland", ("GB_NIR", "name")),
    ("North Macedonia joined the talks.", "North Macedonia", ("MKD", "name")),
    ("She keeps her best china in a box.", "china", NOBODY),
    ("China buys soy.", "China", ("CHN", "name")),
    ("The South China Sea is busy.", "China", NOBODY),
    ("Fires burn in the Amazon again.", "Amazon", NOBODY),
    ("Apple trees bloom early.", "Apple", NOBODY),
    ("Apple Inc. sold fewer phones.", "Apple Inc.", ("US_APPLE", "name")),
    ("The embassy in Tokyo is closed.", "Tokyo", ("JPN", "place")),
    ("Tokyo rejected the offer.", "Tokyo", ("JPN", "metonym")),
    ("The line between Berlin and Warsaw is slow.", "Warsaw", ("POL", "place")),
    ("Talks between Berlin and Warsaw failed.", "Warsaw", ("POL", "metonym")),
    ("The hand of Moscow is visible in it.", "Moscow", ("RUS", "metonym")),
    ("She spoke French to the crowd.", "French", NOBODY),
    ("French farmers blocked the road.", "French", ("FRA", "demonym")),
    ("Some want an Asian NATO.", "Asian NATO", NOBODY),
    ("NATO met in May. The alliance has a new budget.", "alliance", ("NATO", "nominal")),
    ("NATO was born as a military alliance.", "alliance", NOBODY),
    ("The Kremlin denied it.", "Kremlin", ("RU_PRESIDENCY", "metonym")),
    ("Emmanuel Macron spoke first, and Macron left early.", "Macron", ("FR_EMMANUEL_MACRON", "surname")),
    ("Joe Biden spoke. His cousin Ann Biden listened.", "Biden", NOBODY),
    ("The Russian foreign ministry summoned him.", "foreign ministry", ("RU_FOREIGN_MINISTRY", "name")),
    ("The foreign ministry summoned him.", "foreign ministry", NOBODY),
]


def reading(text: str, surface: str) -> tuple[str, str]:
    """Whom the words mean and how; nobody if they are no mention, a doubtful one, or a part or borrower of a name."""
    for found, actor_id, kind, tier in references(text):
        if found == surface and tier != "C" and kind not in {"embedded", "concept"}:
            return actor_id, kind
    return NOBODY


def test_of_sixty_sentences_with_words_of_several_meanings_at_least_fifty_seven_are_read_rightly():
    assert len(SENTENCES) == 60
    wrong = [
        (text, reading(text, surface)) for text, surface, expected in SENTENCES if reading(text, surface) != expected
    ]
    assert len(SENTENCES) - len(wrong) >= MIN_RIGHT, wrong
