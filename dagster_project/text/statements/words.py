"""Small words by which English shows where a clause begins, who its subject is, and what its verb is."""

from __future__ import annotations

from dagster_project.text.actors.characters import words_in

PRONOUNS = words_in("he she they i we it you who which that this these those everyone nobody someone many some most")
SUBJECTS = words_in("he she they i we it you who there")
RELATIVES = words_in("who which that")
DETERMINERS = words_in(
    "the a an his her their its our my your this that these those some many most several all both each every any no "
    "another other more few two three four five six seven eight nine ten"
)
POSSESSIVES = words_in("his her their its our my your whose")
PREPOSITIONS = words_in(
    "of in on at for from with by to about against over under into through during between among within without "
    "across toward towards near behind beyond around along despite per via outside inside upon amid like regarding"
)
BE = words_in("is was are were be been being isn't wasn't aren't weren't 's 're 'm")
AUXILIARIES = BE | words_in(
    "has have had having hasn't haven't hadn't does do did doesn't don't didn't will would can could may might must "
    "shall should won't wouldn't can't couldn't mustn't shouldn't cannot 've 'll 'd"
)
HAVE = words_in("has have had having hasn't haven't hadn't 've")
DO_OR_MODAL = AUXILIARIES - BE - HAVE
MODALS = words_in("can could may might must shall should can't couldn't mustn't shouldn't cannot")
ADVERBS = words_in(
    "also back later then once not never still now even just only too again first last soon often always sometimes "
    "yesterday today recently long already almost further twice instead rather simply flatly ever more much"
)
ASPECTS = words_in("kept keeps keep began begins started starts stopped stops")
ASIDES = frozenset(
    [
        "however",
        "though",
        "meanwhile",
        "too",
        "then",
        "instead",
        "once again",
        "for example",
        "for instance",
        "of course",
        "in turn",
        "by contrast",
        "in fact",
        "at first",
        "also",
        "again",
        "therefore",
        "likewise",
    ]
)
# What stands for something said elsewhere, and measures that "according to" may name instead of a speaker.
EMPTY = words_in("for of to about it that this them him her me us you so one otherwise")
MEASURES = words_in(
    "length size number need needs income age ability rank type kind weight value order distance whether how"
)
NEGATIONS = words_in("not never no cannot neither nor none nobody without")
NOBODY = words_in("nobody none neither no")
HEDGES = words_in(
    "may might could perhaps possibly probably likely reportedly allegedly apparently seemingly supposedly "
    "appears appear appeared seems seem seemed potentially presumably"
)
CONTRACTIONS = words_in("it's he's she's that's there's what's who's here's we're they're you're i'm")
# Words after which another clause, and so another subject, begins.
CLAUSE_OPENERS = words_in(
    "because while if as when after although though whereas since before until whether where why how but so yet than "
    "unless once except"
)
COMPLEMENTISERS = words_in("that whether if how why what when where who which")
CONJUNCTIONS = words_in("and but or nor")
TIMES = words_in(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight earlier later recently "
    "january february march april may june july august september october november december last this next early late "
    "afterward afterwards again"
)
SPEECH_PLACES = words_in(
    "in on at during after before from to of when as while following outside inside about by via through over for with "
    "against"
)
