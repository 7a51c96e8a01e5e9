"""From reports in sentences to the statements of a page: who goes on speaking, and whose other quotations are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dagster_project.text.statements.cues import Cue, Lexicon
from dagster_project.text.statements.grammar import quotations_left, reports_in
from dagster_project.text.statements.quotations import find_quotations
from dagster_project.text.statements.reports import Report
from dagster_project.text.statements.sentences import Sentence, Span, sentence_from
from dagster_project.text.statements.subjects import first_subject, subject_before, verb_group_start
from dagster_project.text.statements.tokens import Token, sentences_of, tokens_of
from dagster_project.text.statements.words import NEGATIONS, NOBODY

# Fewer words in quotation marks, with no word of reporting near, are a term that the page keeps at a distance.
MIN_QUOTED_WORDS = 2
# Fewer than this, without a mark at their end, open a sentence as its subject: "A very long walk" is a film.
MIN_LONE_WORDS = 6
PAUSES = ",.?!…"
# Tokens, a quotation being one; what is longer is a list, and reading takes the square of its length.
MAX_SENTENCE = 300
MAX_LEAD = 14  # tokens before a colon at a line's end in which the verb is looked for
MARKS = "\"'“”‘’«»"


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says; spans are character offsets in the page."""

    content: Span
    cue: Span | None
    meaning: Cue | None
    speaker: Span | None
    rule: str
    kind: str  # direct, indirect or mixed
    negation: str | None = None
    line_number: int = 0
    is_open: bool = False  # ends with a quotation that the next line goes on with


@dataclass(slots=True)
class Conversation:
    """Reads the lines of a page in order and keeps who spoke last."""

    lexicon: Lexicon
    found: list[Statement]
    quoted: int = -1  # place in `found` of the statement that a quotation without a verb may go on with
    lead: Statement | None = None  # "Ann Poe said:" at the end of a line, what she said to come
    last_line: int = 0  # the line read before, if nothing else stood between

    def read(self, line: str, offset: int, line_number: int) -> None:
        """Add the statements of a line that begins at `offset` of the page."""
        if self.quoted >= 0 and not self.found[self.quoted].is_open:
            self.quoted = -1
        tokens = tokens_of(line, find_quotations(line))
        for words in sentences_of(tokens, self.lexicon.reports):
            if len(words) > MAX_SENTENCE:
                self.interrupt()
                continue
            if not any(token.lower in self.lexicon.meanings or token.quotation for token in words):
                self.lead = None  # nobody speaks in it
                continue
            sentence = sentence_from(words, self.lexicon)
            if not (_is_only_quoted(sentence) and self._goes_on(sentence, offset, line_number)):
                self._read_sentence(sentence, offset, line_number)
        self.last_line = line_number

    def interrupt(self) -> None:
        """Forget who was speaking: something else stands between two lines."""
        self.quoted, self.lead, self.last_line = -1, None, 0

    def _read_sentence(self, sentence: Sentence, offset: int, line_number: int) -> None:
        reports = reports_in(sentence)
        for report in reports:
            self._add(_statement(sentence, report, offset), line_number)
        for position in quotations_left(sentence, reports):
            if _is_speech(sentence, position):
                self._add(self._unreported(sentence, position, offset, line_number), line_number)
        self.lead = _lead(sentence, offset)

    def _add(self, statement: Statement, line_number: int) -> None:
        self.found.append(replace(statement, line_number=line_number))
        if statement.kind != "indirect":
            self.quoted = len(self.found) - 1

    def _goes_on(self, sentence: Sentence, offset: int, line_number: int) -> bool:
        """Whether a sentence of a quotation alone belongs to the statement before it, which then holds it too."""
        start, end = offset + sentence.tokens[0].start, offset + sentence.tokens[-1].end
        is_open = _is_open(sentence.tokens[-1])
        if self.quoted >= 0:
            last = self.found[self.quoted]
            self.found[self.quoted] = replace(last, content=(last.content[0], end), is_open=is_open)
        elif self.lead:
            self._add(replace(self.lead, content=(start, end), is_open=is_open), line_number)
        else:
            return False
        self.lead = None
        return True

    def _unreported(self, sentence: Sentence, position: int, offset: int, line_number: int) -> Statement:
        """A quotation without a word of reporting: of the sentence's subject, else of who spoke just before it."""
        token = sentence.tokens[position]
        subject = None if sentence.is_quotation(0) else first_subject(sentence)
        last = self.found[-1] if self.found else None
        is_near = last is not None and last.line_number in (line_number, self.last_line)
        return Statement(
            content=(offset + token.start, offset + token.end),
            cue=None,
            meaning=None,
            speaker=_characters(sentence, subject, offset) if subject else last.speaker if last and is_near else None,
            rule="quotation_in_sentence" if subject else "quotation_alone",
            kind="direct",
            is_open=_is_open(token),
        )


def _statement(sentence: Sentence, report: Report, offset: int) -> Statement:
    return Statement(
        content=_characters(sentence, report.content, offset),
        cue=_characters(sentence, report.cue, offset),
        meaning=report.meaning,
        speaker=_characters(sentence, report.speaker, offset) if report.speaker else None,
        rule=report.rule,
        kind=_kind(sentence, report),
        negation=_negation(sentence, report),
        is_open=_is_open(sentence.tokens[report.content[1] - 1]),
    )


def _kind(sentence: Sentence, report: Report) -> str:
    """How the words are given: in quotation marks, in the page's own words, or both."""
    content = range(*report.content)
    if not any(sentence.is_quotation(position) for position in content):
        return "indirect"
    is_broken = report.content[0] <= report.cue[0] < report.content[1] and sentence.is_quotation(content[0])
    return "direct" if is_broken or not any(sentence.is_word(position) for position in content) else "mixed"


def _negation(sentence: Sentence, report: Report) -> str | None:
    """The word by which the statement was not made: "did not say", "nobody said"."""
    for position in range(*report.cue):
        if sentence.word(position) in NEGATIONS or sentence.word(position).endswith("n't"):
            return sentence.tokens[position].text
    first = report.speaker[0] if report.speaker else -1
    return sentence.tokens[first].text if sentence.word(first) in NOBODY else None


def _lead(sentence: Sentence, offset: int) -> Statement | None:
    """Who speaks in the next line, where a sentence ends with "said:"."""
    if not sentence.tokens or sentence.tokens[-1].text != ":":
        return None
    last = len(sentence.tokens) - 1
    for position in range(last - 1, max(last - MAX_LEAD, -1), -1):
        meaning = sentence.meaning(position)
        if meaning and meaning.form in ("past", "present", "participle"):
            start = verb_group_start(sentence, position)
            subject = subject_before(sentence, start) or first_subject(sentence)
            return Statement(
                content=(0, 0),
                cue=_characters(sentence, (start, position + 1), offset),
                meaning=meaning.cue,
                speaker=_characters(sentence, subject, offset) if subject else None,
                rule="lead",
                kind="direct",
            )
    return None


def _is_only_quoted(sentence: Sentence) -> bool:
    """Whether it begins with a quotation and no word stands outside one."""
    return sentence.is_quotation(0) and not any(sentence.is_word(p) for p in range(len(sentence.tokens)))


def _is_open(token: Token) -> bool:
    return token.quotation is not None and token.quotation.is_open


def _is_speech(sentence: Sentence, position: int) -> bool:
    """Whether what stands in quotation marks is long enough, and no title."""
    token = sentence.tokens[position]
    words = token.text.split()
    if sentence.is_quotation(0) and len(words) < MIN_LONE_WORDS and token.text.rstrip(MARKS)[-1:] not in PAUSES:
        return False
    return len(words) >= MIN_QUOTED_WORDS and sum(word.strip(MARKS)[:1].isupper() for word in words) < len(words) / 2


def _characters(sentence: Sentence, span: Span, offset: int) -> Span:
    return offset + sentence.tokens[span[0]].start, offset + sentence.tokens[span[1] - 1].end
