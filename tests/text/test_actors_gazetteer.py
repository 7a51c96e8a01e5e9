"""Whether the gazetteer is complete and consistent: every UN member, no form claimed twice, no dangling row."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from babel import Locale
from babel.core import get_global

from tests.text.actors_pages import counted, matches, references, seed_rows

# Every member of the United Nations: code, name, one demonym, capital ("-" where the capital has the country's name,
# and for Jerusalem, which the gazetteer leaves out because it is claimed twice).
UN_MEMBERS_TEXT = """
AFG|Afghanistan|Afghan|Kabul
ALB|Albania|Albanian|Tirana
DZA|Algeria|Algerian|Algiers
AND|Andorra|Andorran|Andorra la Vella
AGO|Angola|Angolan|Luanda
ATG|Antigua and Barbuda|Antiguan|St. John's
ARG|Argentina|Argentine|Buenos Aires
ARM|Armenia|Armenian|Yerevan
AUS|Australia|Australian|Canberra
AUT|Austria|Austrian|Vienna
AZE|Azerbaijan|Azerbaijani|Baku
BHS|Bahamas|Bahamian|Nassau
BHR|Bahrain|Bahraini|Manama
BGD|Bangladesh|Bangladeshi|Dhaka
BRB|Barbados|Barbadian|Bridgetown
BLR|Belarus|Belarusian|Minsk
BEL|Belgium|Belgian|Brussels
BLZ|Belize|Belizean|Belmopan
BEN|Benin|Beninese|Porto-Novo
BTN|Bhutan|Bhutanese|Thimphu
BOL|Bolivia|Bolivian|La Paz
BIH|Bosnia and Herzegovina|Bosnian|Sarajevo
BWA|Botswana|Botswanan|Gaborone
BRA|Brazil|Brazilian|Brasília
BRN|Brunei|Bruneian|Bandar Seri Begawan
BGR|Bulgaria|Bulgarian|Sofia
BFA|Burkina Faso|Burkinabe|Ouagadougou
BDI|Burundi|Burundian|Gitega
CPV|Cape Verde|Cape Verdean|Praia
KHM|Cambodia|Cambodian|Phnom Penh
CMR|Cameroon|Cameroonian|Yaoundé
CAN|Canada|Canadian|Ottawa
CAF|Central African Republic|Central African|Bangui
TCD|Chad|Chadian|N'Djamena
CHL|Chile|Chilean|Santiago
CHN|China|Chinese|Beijing
COL|Colombia|Colombian|Bogotá
COM|Comoros|Comorian|Moroni
COG|Republic of the Congo|Congolese|Brazzaville
COD|Democratic Republic of the Congo|Congolese|Kinshasa
CRI|Costa Rica|Costa Rican|San José
CIV|Ivory Coast|Ivorian|Yamoussoukro
HRV|Croatia|Croatian|Zagreb
CUB|Cuba|Cuban|Havana
CYP|Cyprus|Cypriot|Nicosia
CZE|Czechia|Czech|Prague
DNK|Denmark|Danish|Copenhagen
DJI|Djibouti|Djiboutian|Djibouti City
DMA|Dominica|Dominican|Roseau
DOM|Dominican Republic|Dominican|Santo Domingo
ECU|Ecuador|Ecuadorian|Quito
EGY|Egypt|Egyptian|Cairo
SLV|El Salvador|Salvadoran|San Salvador
GNQ|Equatorial Guinea|Equatorial Guinean|Malabo
ERI|Eritrea|Eritrean|Asmara
EST|Estonia|Estonian|Tallinn
SWZ|Eswatini|Swazi|Mbabane
ETH|Ethiopia|Ethiopian|Addis Ababa
FJI|Fiji|Fijian|Suva
FIN|Finland|Finnish|Helsinki
FRA|France|French|Paris
GAB|Gabon|Gabonese|Libreville
GMB|Gambia|Gambian|Banjul
GEO|Georgia|Georgian|Tbilisi
DEU|Germany|German|Berlin
GHA|Ghana|Ghanaian|Accra
GRC|Greece|Greek|Athens
GRD|Grenada|Grenadian|St. George's
GTM|Guatemala|Guatemalan|Guatemala City
GIN|Guinea|Guinean|Conakry
GNB|Guinea-Bissau|Bissau-Guinean|Bissau
GUY|Guyana|Guyanese|Georgetown
HTI|Haiti|Haitian|Port-au-Prince
HND|Honduras|Honduran|Tegucigalpa
HUN|Hungary|Hungarian|Budapest
ISL|Iceland|Icelandic|Reykjavik
IND|India|Indian|New Delhi
IDN|Indonesia|Indonesian|Jakarta
IRN|Iran|Iranian|Tehran
IRQ|Iraq|Iraqi|Baghdad
IRL|Ireland|Irish|Dublin
ISR|Israel|Israeli|-
ITA|Italy|Italian|Rome
JAM|Jamaica|Jamaican|Kingston
JPN|Japan|Japanese|Tokyo
JOR|Jordan|Jordanian|Amman
KAZ|Kazakhstan|Kazakh|Astana
KEN|Kenya|Kenyan|Nairobi
KIR|Kiribati|I-Kiribati|Tarawa
PRK|North Korea|North Korean|Pyongyang
KOR|South Korea|South Korean|Seoul
KWT|Kuwait|Kuwaiti|Kuwait City
KGZ|Kyrgyzstan|Kyrgyz|Bishkek
LAO|Laos|Laotian|Vientiane
LVA|Latvia|Latvian|Riga
LBN|Lebanon|Lebanese|Beirut
LSO|Lesotho|Basotho|Maseru
LBR|Liberia|Liberian|Monrovia
LBY|Libya|Libyan|Tripoli
LIE|Liechtenstein|Liechtensteiner|Vaduz
LTU|Lithuania|Lithuanian|Vilnius
LUX|Luxembourg|Luxembourger|Luxembourg City
MDG|Madagascar|Malagasy|Antananarivo
MWI|Malawi|Malawian|Lilongwe
MYS|Malaysia|Malaysian|Kuala Lumpur
MDV|Maldives|Maldivian|Malé
MLI|Mali|Malian|Bamako
MLT|Malta|Maltese|Valletta
MHL|Marshall Islands|Marshallese|Majuro
MRT|Mauritania|Mauritanian|Nouakchott
MUS|Mauritius|Mauritian|Port Louis
MEX|Mexico|Mexican|Mexico City
FSM|Micronesia|Micronesian|Palikir
MDA|Moldova|Moldovan|Chisinau
MCO|Monaco|Monegasque|Monaco-Ville
MNG|Mongolia|Mongolian|Ulaanbaatar
MNE|Montenegro|Montenegrin|Podgorica
MAR|Morocco|Moroccan|Rabat
MOZ|Mozambique|Mozambican|Maputo
MMR|Myanmar|Burmese|Naypyidaw
NAM|Namibia|Namibian|Windhoek
NRU|Nauru|Nauruan|Yaren
NPL|Nepal|Nepali|Kathmandu
NLD|Netherlands|Dutch|The Hague
NZL|New Zealand|New Zealander|Wellington
NIC|Nicaragua|Nicaraguan|Managua
NER|Niger|Nigerien|Niamey
NGA|Nigeria|Nigerian|Abuja
MKD|North Macedonia|North Macedonian|Skopje
NOR|Norway|Norwegian|Oslo
OMN|Oman|Omani|Muscat
PAK|Pakistan|Pakistani|Islamabad
PLW|Palau|Palauan|Ngerulmud
PAN|Panama|Panamanian|Panama City
PNG|Papua New Guinea|Papua New Guinean|Port Moresby
PRY|Paraguay|Paraguayan|Asunción
PER|Peru|Peruvian|Lima
PHL|Philippines|Filipino|Manila
POL|Poland|Polish|Warsaw
PRT|Portugal|Portuguese|Lisbon
QAT|Qatar|Qatari|Doha
ROU|Romania|Romanian|Bucharest
RUS|Russia|Russian|Moscow
RWA|Rwanda|Rwandan|Kigali
KNA|Saint Kitts and Nevis|Kittitian|Basseterre
LCA|Saint Lucia|Saint Lucian|Castries
VCT|Saint Vincent and the Grenadines|Vincentian|Kingstown
WSM|Samoa|Samoan|Apia
SMR|San Marino|Sammarinese|City of San Marino
STP|São Tomé and Príncipe|São Toméan|São Tomé
SAU|Saudi Arabia|Saudi|Riyadh
SEN|Senegal|Senegalese|Dakar
SRB|Serbia|Serbian|Belgrade
SYC|Seychelles|Seychellois|Victoria
SLE|Sierra Leone|Sierra Leonean|Freetown
SGP|Singapore|Singaporean|-
SVK|Slovakia|Slovak|Bratislava
SVN|Slovenia|Slovenian|Ljubljana
SLB|Solomon Islands|Solomon Islander|Honiara
SOM|Somalia|Somali|Mogadishu
ZAF|South Africa|South African|Pretoria
SSD|South Sudan|South Sudanese|Juba
ESP|Spain|Spanish|Madrid
LKA|Sri Lanka|Sri Lankan|Colombo
SDN|Sudan|Sudanese|Khartoum
SUR|Suriname|Surinamese|Paramaribo
SWE|Sweden|Swedish|Stockholm
CHE|Switzerland|Swiss|Bern
SYR|Syria|Syrian|Damascus
TJK|Tajikistan|Tajik|Dushanbe
TZA|Tanzania|Tanzanian|Dodoma
THA|Thailand|Thai|Bangkok
TLS|Timor-Leste|Timorese|Dili
TGO|Togo|Togolese|Lomé
TON|Tonga|Tongan|Nuku'alofa
TTO|Trinidad and Tobago|Trinidadian|Port of Spain
TUN|Tunisia|Tunisian|Tunis
TUR|Turkey|Turkish|Ankara
TKM|Turkmenistan|Turkmen|Ashgabat
TUV|Tuvalu|Tuvaluan|Funafuti
UGA|Uganda|Ugandan|Kampala
UKR|Ukraine|Ukrainian|Kyiv
ARE|United Arab Emirates|Emirati|Abu Dhabi
GBR|United Kingdom|British|London
USA|United States|American|Washington
URY|Uruguay|Uruguayan|Montevideo
UZB|Uzbekistan|Uzbek|Tashkent
VUT|Vanuatu|Ni-Vanuatu|Port Vila
VEN|Venezuela|Venezuelan|Caracas
VNM|Vietnam|Vietnamese|Hanoi
YEM|Yemen|Yemeni|Sanaa
ZMB|Zambia|Zambian|Lusaka
ZWE|Zimbabwe|Zimbabwean|Harare
"""
UN_MEMBERS = [tuple(row.split("|")) for row in UN_MEMBERS_TEXT.strip().split("\n")]

ACTOR_TYPES = {
    "country", "historic_country", "territory", "igo", "ngo", "gov_body", "armed_group", "party", "company", "person",
    "office",
}  # fmt: skip
# What a PLOVER code is: a state, perhaps with one of its sectors, or one of the codes for those without a state.
PLOVER_CODE = re.compile(r"(?:[A-Z]{3}(?:GOV|MIL|PTY|UNO|EUR)?)?")
STATELESS_CODES = {"IGO", "NGO", "MNC"}
ALIAS_TYPES = {"name", "acronym", "demonym", "metonym", "place", "concept", "nominal", "surname", "title", "blocker"}
AMBIGUITIES = {
    "", "given_name", "us_state", "common_noun", "city_vs_government", "two_countries", "needs_full_name",
    "needs_leader", "of_country", "combining",
}  # fmt: skip


def test_all_193_members_of_the_united_nations_are_listed():
    assert len({iso3 for iso3, *_ in UN_MEMBERS}) == 193


@pytest.mark.parametrize(("iso3", "name", "demonym", "capital"), UN_MEMBERS, ids=[row[0] for row in UN_MEMBERS])
def test_every_un_member_is_found_by_name_demonym_and_capital(iso3, name, demonym, capital):
    text = (
        f"Envoys from {name} and Kosovo met.\nThe {demonym} delegation spoke.\nThe talks were held in {capital} again."
    )
    found = {(surface, kind): (actor, tier) for surface, actor, kind, tier in references(text)}
    assert found[name, "name"][0] == iso3
    assert found[name, "name"][1] in {"A", "B"}
    assert found[demonym, "demonym"][0] == iso3
    assert capital == "-" or (iso3, "B") == found[capital, "place"]


def test_actor_rows_are_well_formed():
    actors = {row["actor_id"]: row for row in seed_rows("gazetteer_actors")}
    states = {row["iso3"] for row in actors.values()} - {""}
    for actor_id, row in actors.items():
        assert row["actor_name"] == row["actor_name"].strip() != "", actor_id
        assert row["actor_type"] in ACTOR_TYPES, actor_id
        assert row["parent_id"] in {"", *actors} - {actor_id}, actor_id
        assert re.fullmatch(r"[A-Z]{3}|", row["iso3"]), actor_id
        assert re.fullmatch(r"Q\d+|", row["wikidata_qid"]), actor_id
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d|", row[day]) for day in ("valid_from", "valid_to")), actor_id
        assert not row["valid_to"] or row["valid_from"] <= row["valid_to"], actor_id
        assert PLOVER_CODE.fullmatch(row["plover_code"]), actor_id
        assert not row["plover_code"] or row["plover_code"][:3] in states | STATELESS_CODES, actor_id


def test_bodies_parties_and_people_belong_to_somebody():
    rows = [row for row in seed_rows("gazetteer_actors") if row["actor_type"] in {"gov_body", "party", "person"}]
    assert [row["actor_id"] for row in rows if not row["parent_id"]] == []


def test_countries_go_by_their_code_and_territories_and_countries_share_none():
    actors = seed_rows("gazetteer_actors")
    assert all(row["actor_id"] == row["iso3"] for row in actors if row["actor_type"] == "country")
    codes = Counter(row["iso3"] for row in actors if row["iso3"])
    assert max(codes.values()) == 1
    assert {iso3 for iso3, *_ in UN_MEMBERS} <= {row["iso3"] for row in actors if row["actor_type"] == "country"}


def plain(name: str) -> str:
    """A name as CLDR and the gazetteer have it in common: no abbreviation, article, bracket or point."""
    spelled = name.replace("St. ", "Saint ").replace("&", "and").removesuffix(" SAR China").replace("Macao", "Macau")
    return re.sub(r"\W", "", re.sub(r"\(.*\)| and Jan Mayen$|\bthe ", "", spelled)).lower()


def test_the_names_that_cldr_gives_to_the_codes_of_today_lead_to_the_actors_that_have_them():
    actors = {row["actor_id"]: row for row in seed_rows("gazetteer_actors") if row["iso3"]}
    names = {(row["actor_id"], plain(row["alias"])) for row in seed_rows("gazetteer_aliases")}
    # Kosovo's code is the usual one, though no standard has it.
    today = [row for row in actors.values() if row["actor_type"] != "historic_country" and row["iso3"] != "XKX"]
    assert len(today) > 240
    two_letters, english = get_global("territory_aliases"), Locale("en").territories
    called = {row["actor_id"]: english[two_letters[row["iso3"]][0]] for row in today}
    assert [pair for pair in called.items() if (pair[0], plain(pair[1])) not in names] == []


def test_every_actor_has_one_id_and_at_least_one_alias():
    actor_ids = [row["actor_id"] for row in seed_rows("gazetteer_actors")]
    named = {row["actor_id"] for row in seed_rows("gazetteer_aliases")}
    assert len(set(actor_ids)) == len(actor_ids)
    assert set(actor_ids) == named - {""}


def is_shared(row: dict[str, str]) -> bool:
    """Whether only the page says whose the form is: a noun, or the usual name of an organ of any state."""
    return row["alias_type"] == "nominal" or row["ambiguity"] == "of_country"


def test_no_alias_is_claimed_twice_at_the_same_priority():
    rows = [row for row in seed_rows("gazetteer_aliases") if not is_shared(row)]
    claims = Counter((row["alias"], row["priority"]) for row in rows)
    assert [claim for claim, times in claims.items() if times > 1] == []


def test_a_form_that_the_page_must_settle_is_claimed_once_by_an_actor_and_means_nobody_by_itself():
    shared = [row for row in seed_rows("gazetteer_aliases") if is_shared(row)]
    assert max(Counter((row["alias"], row["actor_id"]) for row in shared).values()) == 1
    alone = {row["alias"] for row in seed_rows("gazetteer_aliases") if not is_shared(row)}
    assert not {row["alias"] for row in shared} & alone
    assert all(row["case_rule"] == "exact" for row in shared)
    assert matches("The alliance, the bloc, the Foreign Ministry and the central bank met Merkel and Putin.") == []


def test_of_two_organs_of_a_country_with_the_same_word_there_is_one():
    parents = {row["actor_id"]: row["parent_id"] for row in seed_rows("gazetteer_actors")}
    organs = [row for row in seed_rows("gazetteer_aliases") if row["ambiguity"] == "of_country"]
    claims = Counter((row["alias"], parents[row["actor_id"]]) for row in organs)
    assert [claim for claim, times in claims.items() if times > 1] == []


def test_surnames_belong_to_people_and_are_no_other_alias():
    types = {row["actor_id"]: row["actor_type"] for row in seed_rows("gazetteer_actors")}
    surnames = [row for row in seed_rows("gazetteer_aliases") if row["alias_type"] == "surname"]
    assert {types[row["actor_id"]] for row in surnames} == {"person"}
    others = {row["alias"] for row in seed_rows("gazetteer_aliases") if row["alias_type"] != "surname"}
    assert not {row["alias"] for row in surnames} & others


def test_a_noun_is_claimed_once_by_an_organisation_and_is_no_other_alias():
    aliases = seed_rows("gazetteer_aliases")
    nouns = [(row["alias"], row["actor_id"]) for row in aliases if row["alias_type"] == "nominal"]
    assert len(set(nouns)) == len(nouns) > 200
    assert not {noun for noun, _ in nouns} & {row["alias"] for row in aliases if row["alias_type"] != "nominal"}
    ambiguities = {(row["alias"], row["ambiguity"]) for row in aliases if row["alias_type"] == "nominal"}
    assert len(ambiguities) == len({noun for noun, _ in nouns})


def test_alias_rows_use_known_words():
    for row in seed_rows("gazetteer_aliases"):
        assert row["alias"] == row["alias"].strip() != ""
        assert row["alias_type"] in ALIAS_TYPES
        assert row["case_rule"] in {"exact", "upper_ok"}
        assert row["ambiguity"] in AMBIGUITIES
        assert int(row["priority"]) >= 1


def test_blockers_have_no_actor_and_equal_no_alias():
    aliases = seed_rows("gazetteer_aliases")
    blockers = {row["alias"] for row in aliases if row["alias_type"] == "blocker"}
    assert len(blockers) >= 100
    assert not blockers & {row["alias"] for row in aliases if row["alias_type"] != "blocker"}
    assert all((row["alias_type"] == "blocker") == (row["actor_id"] == "") for row in aliases)


@pytest.mark.parametrize(
    ("actor_type", "least"),
    [("igo", 200), ("gov_body", 400), ("armed_group", 150), ("party", 250), ("company", 600), ("person", 2000)],
)
def test_many_actors_of_each_type_are_listed(actor_type, least):
    assert sum(row["actor_type"] == actor_type for row in seed_rows("gazetteer_actors")) >= least


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Zhongnanhai, the Blue House and Downing Street kept silent.",
         ["CN_COMMUNIST_PARTY", "KR_PRESIDENCY", "GB_PRIME_MINISTER_OFFICE"]),
        ("The Quai d'Orsay and the Pentagon disagreed.", ["FR_FOREIGN_MINISTRY", "US_DEPARTMENT_OF_DEFENSE"]),
        ("The Polisario Front met Fatah and the Arakan Army.", ["POLISARIO", "PS_FATAH", "ARAKAN_ARMY"]),
        ("Ships left Svalbard for Crimea.", ["SJM", "UA_CRIMEA"]),
        ("Ursula von der Leyen met Xi Jinping.", ["DE_URSULA_VON_DER_LEYEN", "CN_XI_JINPING"]),
        ("António Guterres and Antonio Guterres are one.", ["PT_ANTONIO_GUTERRES", "PT_ANTONIO_GUTERRES"]),
        ("Huawei sued Nvidia and Rosneft.", ["CN_HUAWEI", "US_NVIDIA", "RU_ROSNEFT"]),
        ("Ho Chi Minh City grew.", []),
        ("A student of Nelson Mandela University won.", []),
        ("Shell shares, gap years, orange visas and meta talk", []),
    ],
)  # fmt: skip
def test_actors_of_every_type_are_found(text, actors):
    assert [actor for _, actor in counted(text)] == actors


@pytest.mark.parametrize(
    "row",
    [row for row in seed_rows("gazetteer_aliases") if row["alias_type"] == "blocker"],
    ids=lambda row: row["alias"],
)
def test_a_blocker_leaves_no_match(row):
    assert matches(f"They spoke about {row['alias']} at length.") == []


@pytest.mark.parametrize("name", ["gazetteer_actors", "gazetteer_aliases"])
def test_rows_are_sorted_by_actor(name):
    actor_ids = [row["actor_id"] for row in seed_rows(name)]
    assert actor_ids == sorted(actor_ids, key=lambda actor_id: (actor_id == "", actor_id))
