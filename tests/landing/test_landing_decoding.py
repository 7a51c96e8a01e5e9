"""Bytes of pages become text in the right encoding, or are refused with a reason."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dagster_project.landing.arrivals import HTML, TEXT
from dagster_project.landing.decoding import Undecodable, decode, examine

ENGLISH = "The minister’s office said “no comment” — again.\nNobody else spoke."
FRENCH = "Le maire a déclaré hier que la réunion s’était bien passée, malgré les réserves de l’opposition."
GERMAN = "Die Außenministerin erklärte, über die Vorschläge müsse noch gesprochen werden."
SPANISH = "¿Por qué? El señor alcalde anunció que la construcción comenzará en otoño."
RUSSIAN = "Министр вчера сообщил, что договор ещё не подписан, и переговоры продолжатся."
POLISH = "Wczoraj minister ogłosił, że żadna z części umowy nie została jeszcze podpisana."
JAPANESE = "外務大臣は昨日、協定はまだ署名されていないと述べた。\n発表は夕方に行われた。"
CHINESE = "外交部长昨天表示，协议尚未签署，谈判将继续进行。\n2020 年"
WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
LANGUAGES = [ENGLISH, FRENCH, GERMAN, SPANISH, RUSSIAN, POLISH, JAPANESE, CHINESE]


def noise(size: int) -> bytes:
    return b"".join(hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(size // 32 + 1))[:size]


@pytest.mark.parametrize("text", LANGUAGES)
@pytest.mark.parametrize("encoding", ["utf-8", *WIDE])
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(text: str, encoding: str):
    decoded = decode(("\ufeff" + text).encode(encoding), TEXT)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("text", LANGUAGES)
@pytest.mark.parametrize("encoding", ["utf-8", *WIDE])
def test_unicode_is_recognised_without_a_mark(text: str, encoding: str):
    decoded = decode(text.encode(encoding), TEXT)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("text", [ENGLISH, FRENCH, GERMAN, SPANISH, "Café", "It costs 5 € – or £4", "naïve " * 9999])
def test_western_text_is_read_as_windows_1252(text: str):
    decoded = decode(text.encode("cp1252"), TEXT)
    assert (decoded.text, decoded.encoding) == (text, "windows-1252")


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (POLISH, "cp1250", "cp1250"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (CHINESE, "gb18030", "gb18030"),
    ],
)
def test_other_scripts_are_guessed(text: str, codec: str, encoding: str):
    decoded = decode(text.encode(codec), TEXT)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@given(noise=st.lists(st.integers(0x80, 0xFF), max_size=40))
def test_odd_bytes_do_not_keep_an_english_page_out(noise: list[int]):
    words = b"The mayor resigned on Monday, her office said. " * 20
    assert decode(words + bytes(noise) + b"\n" + words, TEXT).text.startswith(words.decode())


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r"])
def test_much_markup_does_not_hide_another_script(codec: str):
    page = f'<div class="article article-body container wide"><p style="margin: 0">{RUSSIAN}</p></div>\n' * 5
    assert decode(page.encode(codec), HTML).text == page


def test_a_word_far_down_a_long_page_decides_its_encoding():
    text = "Nothing but plain words here.\n" * 20_000 + RUSSIAN + "\n" + "And again plain words.\n" * 20_000
    assert decode(text.encode("cp1251"), TEXT).text == text


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="{}">',
        "<meta charset={} />",
        '<META http-equiv="Content-Type" content="text/html; charset={}">',
        "<?xml version='1.0' encoding='{}'?>",
    ],
)
@pytest.mark.parametrize(
    ("label", "codec", "encoding"),
    [
        ("iso-8859-1", "cp1252", "windows-1252"),
        ("ASCII", "cp1252", "windows-1252"),
        ("windows-1250", "cp1250", "cp1250"),
        ("ISO-8859-2", "iso8859_2", "iso8859-2"),
        ("gb2312", "gb18030", "gb18030"),
        ("x-sjis", "cp932", "cp932"),
    ],
)
def test_an_html_page_is_read_as_it_declares(declaration: str, label: str, codec: str, encoding: str):
    words = {"cp1252": "“Café” – €5", "cp932": "協定", "gb18030": "协议"}.get(codec, "żółw")
    page = f"<html><head>{declaration.format(label)}</head><p>{words}</p>"
    decoded = decode(page.encode(codec), HTML)
    assert (decoded.text, decoded.encoding) == (page, encoding)


def test_a_page_in_iso_2022_jp_is_no_ascii():
    page = f'<meta charset="iso-2022-jp"><p>{JAPANESE}</p>'
    assert decode(page.encode("iso2022_jp"), HTML).text == page


@pytest.mark.parametrize(
    ("label", "codec", "encoding"),
    [
        ("utf-8", "cp1252", "windows-1252"),
        ("windows-1252", "utf-8", "utf-8"),
        ("shift_jis", "utf-8", "utf-8"),
        ("shift_jis", "cp1252", "windows-1252"),
        ("utf-16", "utf-8", "utf-8"),
        ("no-such-thing", "cp1252", "windows-1252"),
        ("rot13", "utf-8", "utf-8"),
        ("zip", "cp1252", "windows-1252"),
    ],
)
def test_a_declaration_that_lies_is_passed_over(label: str, codec: str, encoding: str):
    page = f'<meta charset="{label}"><p>{FRENCH} “Oui”, a dit l’élue.</p>'
    decoded = decode(page.encode(codec), HTML)
    assert (decoded.text, decoded.encoding) == (page, encoding)


def test_a_declaration_in_a_comment_or_in_plain_text_declares_nothing():
    declaration = '<meta charset="windows-1251">'
    commented = f"<!-- {declaration} --><p>{FRENCH}</p>"
    assert decode(commented.encode("cp1252"), HTML).encoding == "windows-1252"
    assert decode(f"{declaration}{FRENCH}".encode("cp1252"), TEXT).encoding == "windows-1252"


def test_the_five_undefined_bytes_of_windows_1252_do_no_harm():
    page = b'<meta charset="windows-1252"><p>caf\xe9 \x81\x8d\x8f\x90\x9d</p>'
    assert decode(page, HTML).text.endswith("café \x81\x8d\x8f\x90\x9d</p>")


def test_a_page_cut_off_inside_a_character_stays_utf_8():
    decoded = decode(ENGLISH.encode()[:-1] + "é".encode()[:1], TEXT)
    assert (decoded.text, decoded.encoding) == (ENGLISH[:-1] + "\ufffd", "utf-8-damaged")


def test_one_stray_byte_does_not_turn_utf_8_into_something_else():
    decoded = decode((RUSSIAN + "|").encode() + b"\xe9 " + RUSSIAN.encode(), TEXT)
    assert (decoded.text, decoded.encoding) == (f"{RUSSIAN}|\ufffd {RUSSIAN}", "utf-8-damaged")


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [("gbk", "gb18030", CHINESE), ("windows-1251", "cp1251", RUSSIAN), ("", "cp1251", RUSSIAN)],
)
def test_a_few_damaged_bytes_do_not_cost_the_page(label: str, codec: str, text: str):
    page = f'<meta charset="{label}"><p>' + text * 3
    damaged = page.encode(codec) + b"\x98 " + text.encode(codec)
    decoded = decode(damaged, HTML)
    assert (decoded.text, decoded.encoding) == (f"{page}\ufffd {text}", f"{codec}-damaged")


@pytest.mark.parametrize("text", ["RIFF and GIF8 are words", "BM", "PK", "%PDF is a kind of file"])
def test_words_that_begin_like_a_signature_are_text(text: str):
    assert decode(text.encode(), TEXT).text == text


def test_line_ends_become_line_feeds():
    assert decode(b"one\r\ntwo\rthree\nfour\r\r\n", TEXT).text == "one\ntwo\nthree\nfour\n\n"


def test_nul_and_unpaired_surrogates_become_replacement_characters():
    utf_16 = "\ufeffone \0 two \ud800 three \U0001f600".encode("utf-16-le", "surrogatepass")
    assert decode(utf_16, TEXT).text == "one \ufffd two \ufffd three \U0001f600"
    assert decode(b"word " * 1000 + b"\0", TEXT).text.endswith("word \ufffd")


def test_utf_16_with_an_odd_byte_at_its_end_is_read():
    assert decode("\ufeffcut".encode("utf-16-le") + b"x", TEXT).text == "cut\ufffd"


@pytest.mark.parametrize(
    "content",
    [
        b"hello\0world",
        b"\x01\x02\x03 words",
        b"%PDF-1.4\n1 0 obj",
        b"PK\x03\x04 and so on",
        b"\x89PNG\r\n\x1a\n",
        bytes(range(256)),
        b"\0" * 100,
        noise(5000),
        noise(5001),
    ],
)
@pytest.mark.parametrize("media_type", [TEXT, HTML])
def test_what_is_no_text_is_refused_as_binary(content: bytes, media_type: str):
    with pytest.raises(Undecodable) as refused:
        decode(content, media_type)
    assert refused.value.reason_code == "binary"
    assert examine(content, media_type).refusal.reason_code == "binary"


def test_bytes_that_read_like_nothing_are_undecodable():
    content = bytes(0x80 + byte % 32 for byte in noise(3000))
    with pytest.raises(Undecodable) as refused:
        decode(content, TEXT)
    assert refused.value.reason_code == "undecodable"


@pytest.mark.parametrize("content", [b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe\n\0", "\u00a0\u3000".encode()])
def test_nothing_but_white_space_is_empty(content: bytes):
    assert examine(content, TEXT).refusal.reason_code == "empty"


def test_a_page_is_examined():
    examined = examine("Zwölf\r\n".encode("cp1252"), TEXT)
    assert (examined.encoding, examined.character_count, examined.refusal) == ("windows-1252", 6, None)
    assert examined.document_id == examine("Zwölf\r\n".encode("cp1252"), HTML).document_id
    assert len(examined.document_id) == 20


@given(content=st.binary(max_size=300), media_type=st.sampled_from([TEXT, HTML]))
def test_any_bytes_are_read_or_refused_and_always_the_same_way(content: bytes, media_type: str):
    examined = examine(content, media_type)
    assert examine(content, media_type) == examined
    if not examined.refusal:
        again = decode(content, media_type, examined.encoding)
        assert again == decode(content, media_type)
        assert len(again.text) == examined.character_count
        assert not set("\0\r") & set(again.text)
        again.text.encode()


@given(text=st.text(min_size=1), encoding=st.sampled_from(["utf-8-sig", "utf-8"]))
def test_utf_8_comes_back_as_it_was(text: str, encoding: str):
    content = text.encode(encoding, "surrogatepass")
    try:
        content.decode("utf-8")
        decoded = decode(content, TEXT)
    except (UnicodeDecodeError, Undecodable):
        return
    if decoded.encoding == "utf-8":
        assert decoded.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace(
            "\0", "\ufffd"
        )
