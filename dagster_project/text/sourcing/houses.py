"""Names that stand on many outlets' pages and so identify none: owners, agencies, networks and page furniture.

All patterns are for words in lower case: so many alternatives are quick to try only where case need not be ignored.
"""

from __future__ import annotations

import re

# Publishing groups: their copyright covers the pages of all their outlets.
GROUPS = re.compile(
    r"^(?:gannett|penske( business)? media( corporation)?|pmc|dow jones( (&|and) company)?|medianews group|"
    r"nexstar( media| broadcasting)?"
    r"( group)?|vox media|gamer network|advance (local|magazine|digital|publications|media)( media)?|"
    r"post ?media( network)?|"
    r"idg( communications)?|foundry|cond[eé] nast( digital)?|hearst( magazines?| newspapers| communications|"
    r" media| digital media| television"
    r"| uk)*|meredith|dotdash( meredith)?|future( publishing| us| plc)?|fandom|reach( plc)?|a reach|bell media|"
    r"newsquest( media)?|"
    r"national world|ziff davis|red ventures|a red ventures|warner bros\.?( discovery)?|warner ?media|comcast|"
    r"disney|townsquare media|"
    r"sinclair( broadcast( group)?| media)?|gray( television| media| local media)*|tegna|e\.?w\.? scripps|"
    r"scripps( media| local media)?|"
    r"lee enterprises|mcclatchy|tribune (publishing|media|interactive|broadcasting)|tronc|yahoo!?( inc)?|aol|"
    r"verizon media|oath|"
    r"bustle digital( group)?|leaf group|g/?o media|gizmodo media( group)?|static media|valnet|immediate media|"
    r"bauer( media)?|"
    r"dc thomson|jpimedia|johnston press|nbc ?universal( media)?|viacom( ?cbs)?( international)?|paramount|cbs "
    r"(interactive|broadcasting|studios)|"
    r"fox (news network|television stations|corporation|corp)|a\+e( television)? networks|"
    r"discovery communications|fairfax media|"
    r"nine (entertainment|digital)( co)?|news (corp|limited|pty|uk|group|digital media)|"
    r"southern cross( media)?|rogers( media)?|torstar|"
    r"corus( entertainment)?|axel springer|sunbeam television|singapore press holdings( ltd)?( co)?|"
    r"battery media( group)?|bay area news group|media wales( ltd)?|ringier|schibsted|"
    r"daily mail and general trust|dmg media|associated newspapers|syndigate|"
    r"recurrent( ventures)?|arena group|complex media|entrepreneur media|minute media|say media|salon media|"
    r"wordpress( foundation)?|"
    r"automattic|google|meta|facebook|twitter|microsoft|apple|amazon|alphabet|creative commons|science x( network)?|"
    r"getty( images)?|shutterstock|alamy|istock( ?photo)?|unsplash|wireimage|filmmagic|rex( features)?|"
    r"splash( news)?|backgrid|zuma( press| wire)?|"
    r"imago( images)?|nurphoto|anadolu( agency)?|sipa( usa)?|corbis|bloomberg via getty|"
    r"bestreviews|benzinga|accuweather|digital first media|maven|internet brands|factset|refinitiv|morningstar|s&p|"
    r"better business bureau|trustarc|onetrust|adchoices|disqus|outbrain|taboola|openweb|viafoura|piano|vuukle|"
    r"parse\.?ly|comscore|nielsen|chartbeat)$",
)

# Agencies whose texts and copyright lines stand on everybody's pages.
WIRES = re.compile(
    r"^(?:the )?(?:associated press|ap|ap news|reuters|thomson reuters|agence france-presse|"
    r"agence france presse|afp|bloomberg( news)?|"
    r"press association|pa media|pa|epa|canadian press|australian associated press|aap|dpa|ansa|efe|xinhua|"
    r"tass|press tv|kyodo|"
    r"yonhap|pti|ians|upi|united press international|cnn wire|.* (?:wire|news agency|press agency|news service))$",
)

# How a line of page furniture begins: what follows may be a name, the line itself is none.
FURNITURE = re.compile(
    r"^(?:more|get|watch|view|follow|copyright|©|by|about|subscribe|read|from|search|skip|see|contact|latest|"
    r"download|join|go|back|"
    r"share|sign|log|login|register|support|visit|click|open|close|show|hide|load|explore|discover|listen|"
    r"donate|shop|buy|"
    r"next|previous|related|top|trending|popular|recommended|most|photo|photos|image|video|videos|updated|"
    r"published|posted|"
    r"in|on|at|for|to|with|and|or|your|our|my|this|that|these|what|how|why|who|where|when|all|view|manage|advertise|"
    r"terms|privacy|cookie|cookies|legal|help|faq|careers|jobs|tags?|topics?|filed|category|categories|"
    r"comments?|reply|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|\d.*|let['’]s|try|use|using|enter|email|e-mail|photograph|credit|source|"
    r"illustration)\b",
)

# The same in other languages; no articles, with which names begin.
FURNITURE_ABROAD = re.compile(
    r"^(?:zum|zur|über uns|impressum|datenschutz\w*|kontakt|agb|nutzungs\w+|anmelden|einloggen|registrieren|abo|"
    r"abos|abonn\w+|suche|suchen|menü|startseite|weiterlesen|mehr|alle|alles|jetzt|hier|teilen|drucken|"
    r"kommentar\w*|artikel|schlagw\w+|themen?|kategorien?|archiv|anzeigen?|werbung|werben|mediadaten|karriere|"
    r"hilfe|lesen|lies|das könnte|ähnliche|verwandte|beliebt\w*|meistgelesen\w*|neueste|nächste\w*|vorherige\w*|"
    r"von|vom|und|oder|im|auf|bei|für|nach|am|bilder|fotos?|bild: .*|foto: .*|quelle|autor|autoren|veröffentlicht|"
    r"aktualisiert|zurück|inhalt|springe?|direkt|folgen|folge|cookie\w*|einstellungen|privatsphäre|rechtliche\w*|"
    r"barrierefreiheit|sitemap|rss|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|"
    r"märz|mai|juni|juli|oktober|dezember|bitte|ihre?|deine?|wir|sie|ich|wie|was|warum|wer|wo|wann|unsere?|seite|"
    r"benutzername|passwort|dossiers?|empfehlungen|empfohlen\w*|gefördert|sponsored|social media|navigation|"
    r"themenüberblick|"
    r"inicio|portada|contacto|contáctenos|aviso legal|políticas?|privacidad|términos|suscr\w+|iniciar|regístr\w+|"
    r"buscar|búsqueda|menú|leer|lee|ver|más|compartir|comparte|comentar\w*|comentarios?|etiquetas?|temas?|"
    r"secciones|últimas?|lo más|síguenos|seguir|sigue|publicidad|ir al?|saltar|pasar al|quiénes|acerca|sobre|por|"
    r"para|con|en|todos|todas|nuestr\w+|contenido|derechos|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"accueil|mentions|politique de|s['’](?:abonner|inscrire)|se connecter|connexion|inscription|recherch\w+|lire|"
    r"voir|plus|partager|commentaires?|commenter|réagir|mots-clés|thèmes?|rubriques?|dernières?|les plus|suivez|"
    r"suivre|aller|passer|publicité|qui sommes|à propos|à lire|par|pour|avec|dans|sur|tous|toutes|tout|gérer|"
    r"plan du|nos|notre|votre|vos|aide|droits|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|"
    r"avril|juin|juillet|août|septembre|octobre|novembre|décembre|"
    r"início|fale|contato|política|termos|assin\w+|entrar|cadastr\w+|busca|pesquisa\w*|leia|veja|mais|"
    r"compartilh\w+|partilh\w+|siga|publicidade|anuncie|pular|quem somos|com|em|nossos?|direitos|"
    r"contatti|chi siamo|termini|abbona\w+|accedi|registrati|cerca|leggi|vedi|altro|condividi|commenti?|argomenti|"
    r"ultime|seguici|pubblicità|vai al?|salta|informazioni|note legali|tutti|tutte|per|su|nel|gestisci|diritti|"
    r"over ons|voorwaarden|inloggen|zoeken|lees|meer|delen|reacties|volg|adverteren|ga naar|naar|door|"
    r"o nas|polityka prywatności|regulamin|zaloguj|zarejestruj|szukaj|wyszukaj|czytaj|zobacz|więcej|udostępnij|"
    r"komentarze|tagi|tematy|najnowsze|reklama|przejdź|prawa|"
    r"главная|контакты|реклама|поиск|войти|подписаться|читать|ещё|еще|комментарии|поделиться|о нас|"
    r"ana sayfa|iletişim|künye|reklam|giriş|üye|devamı|paylaş|yorum\w*)(?!\w)",
)
