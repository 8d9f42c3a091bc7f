"""The named debris of each language: every family is there, and sentences are not."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from publish.normalizer.phrases import phrases

LANGUAGES = ("en", "es", "fr", "de", "pt", "it")

#: A line of each family, in the order of the families below.
FAMILIES = (
    *("gallery", "player", "comments", "share", "subscribe", "newsletter", "advertisement"),
    *("related", "navigation", "counts", "cookies", "copyright", "sign-in", "app", "loading"),
)
GOES = {
    "en": """Hide caption | Current Time 0:00 | 12 Comments | Share on Facebook | Subscribe now
        | Sign up for our newsletter | Advertisement | Related stories | Skip to main content
        | 4 min read | Accept all cookies | © 2024 The Merrow Post. All rights reserved | Log in
        | Download our app | Loading...""",
    "es": """Ocultar leyenda | Saltar anuncio | Los campos obligatorios están marcados con *
        | Compartir en Facebook | Hazte socio | Puedes darte de baja en cualquier momento
        | Publicidad | Noticias recientes | Estás en: Portada > Cultura | 350 palabras
        | Al continuar navegando, acepta las cookies | Todos los derechos reservados
        | Continuar con Google | Disponible en Google Play | Ha ocurrido un error""",
    "fr": """Masquer la légende | Couper le son | Qu'en pensez-vous ? | 12 partages
        | Essai gratuit | Merci pour votre inscription | Fermer la publicité | À lire ensuite
        | Vous êtes ici : Accueil > Culture | Moins d'une minute de lecture
        | En poursuivant votre navigation, vous acceptez les cookies | Tous droits réservés
        | Se souvenir de moi | Disponible sur Google Play | Page introuvable""",
    "de": """Bildunterschrift anzeigen | Werbung überspringen | Kommentar melden | 12 mal geteilt
        | Jederzeit kündbar | Vielen Dank für Ihre Anmeldung | Hier werben | Letzte Beiträge
        | Sie sind hier: Startseite > Kultur | 350 Wörter
        | Durch die weitere Nutzung stimmen Sie zu | Alle Rechte vorbehalten | Angemeldet bleiben
        | Erhältlich im App Store | Bitte versuchen Sie es erneut""",
    "pt": """Ocultar legenda | Pular anúncio | Denunciar comentário | 12 compartilhamentos
        | Teste grátis | Obrigado por se inscrever | Anuncie aqui | Notícias recentes
        | Você está aqui: Início > Cultura | 350 palavras
        | Ao continuar navegando, você aceita os cookies | Todos os direitos reservados
        | Entrar com o Google | Disponível na App Store | Página não encontrada""",
    "it": """Mostra didascalia | Salta annuncio | Segnala commento | 12 condivisioni
        | Prova gratuita | Grazie per la tua iscrizione | Chiudi annuncio | Articoli recenti
        | Sei qui: Home > Cultura | 350 parole
        | Continuando a navigare accetti i cookie | Riproduzione riservata | Accedi con Google
        | Disponibile su Google Play | Pagina non trovata""",
}
STAYS = {
    "en": """Related stories were told in every harbour of the island that night.
        Subscribe to our newsletter, the leaflet said, and nobody did.
        She read twelve comments and closed the book.
        He signed up for the navy and never wrote home.
        Advertisement was the town's largest business.""",
    "es": """Compartir en Facebook la foto del pan le costó el trabajo.
        La publicidad no me hace falta, dijo la panadera.
        Suscríbete a la vida, decía el cartel, y nadie sabía cómo.
        Los comentarios del alcalde llenaron la plaza.
        Todos los derechos reservados a los vecinos se perdieron en 1954.""",
    "fr": """Partager sur Facebook la photo du pain lui a coûté son travail.
        La publicité ne me sert à rien, a dit la boulangère.
        Abonnez-vous à la vie, disait l'affiche, et personne ne savait comment.
        Les commentaires du maire ont rempli la place.
        En poursuivant votre chemin, disait-elle, vous verrez le phare.""",
    "de": """Auf Facebook teilen wollte er das Bild vom Brot nicht.
        Werbung brauche ich nicht, sagte die Bäckerin.
        Jetzt abonnieren viele im Dorf die Zeitung aus der Stadt.
        Die Kommentare des Bürgermeisters füllten den Platz.
        Anmelden musste sich auf der Insel niemand.""",
    "pt": """Compartilhar no Facebook a foto do pão custou-lhe o emprego.
        A publicidade não me faz falta, disse a padeira.
        Assine a vida, dizia o cartaz, e ninguém sabia como.
        Os comentários do prefeito encheram a praça.
        Continue lendo, pediu a avó, e o menino continuou.""",
    "it": """Condividere su Facebook la foto del pane gli costò il lavoro.
        La pubblicità non mi serve, disse la fornaia.
        Abbonati alla vita, diceva il cartello, e nessuno sapeva come.
        I commenti del sindaco riempirono la piazza.
        Continua a leggere, chiese la nonna, e il bambino continuò.""",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_family_is_known(language: str) -> None:
    lines = [line.strip() for line in GOES[language].split("|")]
    found = [hit.family if (hit := phrases().look_up(line)) else line for line in lines]
    assert found == list(FAMILIES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_mention_them_stay(language: str) -> None:
    for line in STAYS[language].split("\n"):
        assert phrases().look_up(line.strip()) is None, line


def test_each_language_has_every_family() -> None:
    folder = resources.files("publish.normalizer") / "data" / "debris"
    for language in LANGUAGES:
        table = tomllib.loads((folder / f"{language}.toml").read_text("utf-8"))
        assert set(FAMILIES) <= set(table), language


@pytest.mark.parametrize(
    "line",
    [
        *("“Continue.”", "»Weiter.«", "「検索。」", "2. Share", "10) Comments", "More."),
        *("– Écoutez !", "— Comments?", "3. Print"),
    ],
)
def test_speech_items_and_sentences_of_one_word_stay(line: str) -> None:
    assert phrases().look_up(line) is None


@pytest.mark.parametrize("line", ["« Previous Post", "Loading...", "12 Comments", "- Share"])
def test_what_only_looks_like_them_goes(line: str) -> None:
    assert phrases().look_up(line)


@pytest.mark.parametrize(
    ("line", "family"),
    [
        ("Get a free quote", "advertisement"),
        ("Check price at Brindle & Co", "advertisement"),
        ("View this post on Instagram", "share"),
        ("A post shared by The Quay (@thequay)", "share"),
        ("3 hours ago", "counts"),
        ("You cannot reply to topics in this forum", "comments"),
        ("Yes, sign me up!", "newsletter"),
        ("View all recipes", "navigation"),
    ],
)
def test_buttons_and_footers_of_shops_and_forums_go(line: str, family: str) -> None:
    hit = phrases().look_up(line)
    assert hit
    assert hit.family == family


@pytest.mark.parametrize(
    "line",
    [
        "Three hours ago the ferry left.",
        "The price at Brindle & Co is not what it was.",
        "You cannot reply to a tide.",
        "Get a free quote from a plumber before you begin, and another from his brother.",
        "Sold out",
        "Yesterday",
    ],
)
def test_what_an_author_may_write_stays(line: str) -> None:
    assert phrases().look_up(line) is None
