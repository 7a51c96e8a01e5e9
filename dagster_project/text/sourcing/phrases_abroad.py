"""The phrases of `phrases.py` as pages in other languages have them: each under the cue of the English one.

German, French, Spanish, Portuguese, Italian, Dutch and Polish; with capitals in names, as those languages write them.
"""

from __future__ import annotations

from dagster_project.text.sourcing.phrases import Phrase, phrase

RIGHTS = (
    r"(?:[Aa]lle Rechte (?:sind )?vorbehalten|[Tt]odos los [Dd]erechos [Rr]eservados|"
    r"[Tt]ous [Dd]roits [Rr][ée]serv[ée]s|"
    r"[Tt]utti i [Dd]iritti(?: sono)? [Rr]iservati|[Tt]odos os [Dd]ireitos [Rr]eservados|"
    r"[Aa]lle rechten voorbehouden|"
    r"[Ww]szelkie prawa zastrzeżone)"
)
OF_RIGHTS = "vorbehalten|eservados|serv|iservati|voorbehouden|zastrzeżone"
THE = r"(?:(?:de[rnms]|da[s]|die|le|la|les|el|los|las|il|lo|os|o|a|het|de|van|von) |l['’])?"  # articles
NETWORK = r"(?:Facebook|Twitter|YouTube|Instagram|TikTok|LinkedIn|X|Pinterest|WhatsApp|Telegram|Google News)"
ON = r"(?:auf|bei|sur|en|su|no|na|in|op)"
NETWORKS = " Facebook| Twitter| YouTube| Instagram| TikTok| LinkedIn| X| Pinterest| WhatsApp| Telegram| Google News"

PHRASES_ABROAD: tuple[Phrase, ...] = (
    phrase("copyright", "rights_reserved", rf"(?:^|[.,|©\d] ?)NAME[,.]?[\s|–-]*{RIGHTS}", needs=OF_RIGHTS),
    phrase("copyright", "rights_before", rf"{RIGHTS}[\s.,:|–—-]+NAME", needs=OF_RIGHTS),
    phrase(
        "copyright",
        "permission",
        r"(?:Eigentum|[Hh]erausgegeben|[Bb]etrieben|(?:Angebot|Service|Produkt|Projekt|Magazin|Portal|"
        r"Marke)s?) (?:von|de[rs]|dem) "
        r"NAME",
        needs="Eigentum|erausgegeben|etrieben|Angebot|Service|Produkt|Projekt|Magazin|Portal|Marke",
    ),
    phrase(
        "copyright",
        "permission",
        r"(?:[Pp]ropiedad de|[Ee]ditado por|[Pp]ublicado por|[Mm]arca registrada de|[Éé]dité par|[Pp]ublié par|"
        r"[Pp]ropriété de|[Ee]dito da|[Pp]ubblicato da|[Uu]itgegeven door) (?:la |el |le |las |los )?NAME",
        needs="ropiedad|ditado|ublicado|registrada|dité|ublié|ropriété|dito|ubblicato|itgegeven",
    ),
    phrase(
        "copyright",
        "trademark",
        r"NAME (?:ist eine (?:eingetragene )?Marke|es una marca|est une marque|è un marchio|é uma marca)",
        needs="Marke|marca|marque|marchio",
    ),
    phrase(
        "site_notice",
        "about",
        rf"^(?:Über|Über die|Das ist|Wir sind|À propos (?:de |du |d['’])|Acerca de|Sobre|Chi è|Over) {THE}NAME$",
        needs="Über |Das ist |Wir sind |À propos |Acerca de |Sobre |Chi è |Over ",
    ),
    phrase(
        "site_notice",
        "contact",
        r"^(?:Jobs (?:bei|im)|Karriere bei|Arbeiten bei|Werben (?:bei|beim|auf|in|im)|Werbung (?:auf|in|im|bei)|"
        r"Kontakt (?:zu|zum|zur)|"
        rf"Contacter|Contactez|Publicité sur|Publicidad en|Anuncie n[oa]|Trabalhe n[oa]|Contactar con|"
        rf"Werken bij|Reklama w) {THE}NAME$",
        needs="Jobs |Karriere |Arbeiten |Werb|Kontakt |Contact|Publicité |Publicidad |Anuncie |Trabalhe |"
        "Werken |Reklama ",
    ),
    phrase(
        "site_notice",
        "follow",
        rf"^(?:Folgen Sie|Folge|Entdecken Sie|Entdecke|Unterstützen Sie|Unterstütze|Suivez|Suivre|Soutenez|"
        rf"Découvrez|Rejoignez|"
        rf"Síguenos en|Sigue a|Seguir a|Siga|Apoya a|Segui|Sostieni|Volg|"
        rf"Obserwuj) {THE}NAME(?: {ON} {NETWORK})?[.!:]?$",
        needs="Folge|Entdecke|Unterstütze|Suiv|Soutenez|Découvrez|Rejoignez|Síguenos |Sig|Seguir |Apoya |Segui |"
        "Sostieni |Volg |Obserwuj ",
    ),
    phrase(
        "site_notice",
        "welcome",
        rf"(?:[Ww]illkommen (?:bei|beim|auf|im|in)|[Bb]ienvenue (?:sur|à|chez|dans)|[Bb]ienvenidos? a|"
        rf"[Bb]envenut[oi] (?:su|in)|"
        rf"[Bb]em-vindos? a[o]?|[Ww]elkom bij) {THE}NAME",
        needs="illkommen |ienvenu|ienvenid|envenut|em-vindo|elkom ",
    ),
    phrase(
        "site_notice",
        "more_from",
        rf"^(?:[Mm]ehr|[Aa]lles|[Ww]eitere [\w-]+) (?:von|vom|aus|bei|auf|zu|über|im|in) {THE}NAME[:.]?$",
        needs="ehr |lles |eitere ",
    ),
    phrase(
        "site_notice",
        "more_from",
        rf"^(?:[Mm]ás|[Pp]lus|[Aa]ltro|[Mm]ais|[Mm]eer|[Ww]ięcej)(?: [\w-]+)? (?:de|d['’]|en|sur|da|su|do|no|na|"
        rf"van|z|od) {THE}NAME[:.]?$",
        needs="ás |lus |ltro |ais |eer |ięcej ",
    ),
    phrase(
        "site_notice",
        "popular_on",
        rf"^(?:Meistgelesen|Beliebt|Neu|Aktuell|Neues|Best of|Jetzt|Heute|Lo más (?:leído|visto)|Les plus lus|"
        rf"À la une|I più letti|"
        rf"Mais lid[ao]s|Meest gelezen|Najnowsze)(?: [\w-]+)? (?:auf|bei|in|im|en|de|sur|su|da|do|no|op|na|w|"
        rf"aus) {THE}NAME$",
        needs="Meistgelesen|Beliebt|Neu|Aktuell|Best of|Jetzt|Heute|Lo más|Les plus|À la une|I più|Mais lid|"
        "Meest|Najnowsze",
    ),
    phrase(
        "site_notice",
        "subscribe",
        rf"(?:[Aa]bonnieren Sie|[Aa]bonniere|[Aa]bonnez-vous (?:à|au)|[Ss]uscríbete a|[Aa]ssine|"
        rf"[Aa]bbonati a) {THE}NAME",
        needs="bonniere|bonnez-vous |uscríbete |ssine |bbonati ",
    ),
    phrase(
        "site_notice",
        "name_newsletter",
        r"^(?:(?:Der|Den|Die|Zum) )?NAME[- –][Nn]ewsletter(?:\W.*)?$",
        needs="ewsletter",
    ),
    phrase(
        "site_notice",
        "updates_from",
        rf"(?:Newsletter|[Nn]ewsletters|[Nn]achrichten|[Nn]ews|Beiträge|Artikel|[Nn]oticias|[Aa]ctualités|"
        rf"[Nn]otizie|[Nn]otícias)"
        rf" (?:von|vom|der|des|aus|bei|auf|de|du|en|sur|da|di|do) {THE}NAME",
        needs="ewsletter|achrichten|ews |Beiträge|Artikel|oticias|ctualités|otizie|otícias",
    ),
    phrase("site_notice", "name_social", rf"^NAME {ON} {NETWORK}$", needs=NETWORKS),
    phrase(
        "site_notice",
        "name_furniture",
        r"^(?:Zur? )?NAME[- –](?:App|Shop|Abo|Podcasts?|Magazin|Plus|E-Paper|ePaper|Archiv|Startseite|Redaktion|"
        r"Community|Club|Forum|"
        r"Blog|Team|Redacción|TV|Mediathek|Videos?|Fotos?)$",
        needs="App|Shop|Abo|Podcast|Magazin|Plus|Paper|Archiv|Startseite|Redaktion|Community|Club|Forum|Blog|"
        "Team|Redacción|TV|Mediathek|Video|Foto",
    ),
    phrase(
        "site_notice",
        "name_furniture",
        rf"^(?:Zur )?(?:Startseite|Homepage|Accueil|Portada|Inicio|Página inicial|Home page|"
        rf"Strona główna)(?: von| vom| de| du| di| d['’]| -| \|)? {THE}NAME$",
        needs="Startseite|Homepage|Accueil|Portada|Inicio|Página inicial|Home page|Strona główna",
    ),
    phrase(
        "site_notice",
        "name_staff",
        r"(?:^|[Vv]on (?:der )?|[Pp]or |[Pp]ar |, |\| )(?:Redaktion|Redacción|Rédaction|Redação|Redazione|"
        r"[Ll]a rédaction|Redactie|Redakcja)"
        rf"(?: von| vom| de| du| di| da| -)? {THE}NAME$",
        needs="Redaktion|Redacción|édaction|Redação|Redazione|Redactie|Redakcja",
    ),
    phrase(
        "site_notice",
        "name_verb",
        r"NAME (?:verwendet|nutzt|setzt|speichert|verarbeitet|übernimmt|behält sich|erhält|finanziert|utilise|"
        r"se réserve|utiliza|usa|"
        r"no se hace responsable|utilizza|gebruikt|używa|bietet Ihnen|wird unterstützt|décline)\b",
        needs=" verwendet| nutzt| setzt| speichert| verarbeitet| übernimmt| behält| erhält| finanziert|  utili|"
        " se réserve| usa | no se hace| gebruikt|"
        " używa| bietet| wird| décline",
    ),
    phrase(
        "site_notice",
        "part_of",
        r"^(?:(?:Der|Die|Das|Le|La|El|Il|O) )?NAME (?:ist (?:ein|eine|das|die|der|Teil)|est (?:un|une|le|la)|"
        r"es (?:un|una|el|la)|"
        r"è (?:un|una|il|la)|é (?:um|uma|o)|is een) ",
        needs=" ist | est | es | è | é | is een ",
    ),
    phrase(
        "site_notice",
        "views",
        r"(?:Meinung|[Mm]einungen|[Oo]piniones|[Oo]pinion|[Oo]pinioni|[Oo]piniões)[^.]{0,80} (?:von|der|des|de|"
        r"du|di|do) "
        rf"{THE}NAME",
        needs="Meinung|einungen|pinion|piniões",
    ),
    phrase(
        "site_notice",
        "first_published",
        r"(?:erschien(?:en)? (?:zuerst|zunächst|erstmals)|zuerst (?:erschienen|veröffentlicht)|"
        r"publicado originalmente|"
        rf"publié (?:initialement|à l'origine)|apareció primero|è apparso prima) (?:auf|im|in|bei|en|sur|dans|"
        rf"su) (?:Blog )?{THE}NAME",
        needs="erschien|zuerst|originalmente|initialement|origine|primero|apparso",
    ),
    phrase(
        "self_reference",
        "told",
        r"\b(?:sagte|erklärte|berichtet|gegenüber|dijo|dichiarato|declarou|declaró|déclaré|confié|explique)(?: \w+)? "
        r"(?:de[rmn]|die|a|à|au|al|alla|ao) (?:la |le )?NAME",
        needs="sagte|erklärte|berichtet|gegenüber|dijo|dichiarato|declarou|declaró|déclaré|confié|explique",
    ),
)
