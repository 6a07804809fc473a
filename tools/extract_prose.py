"""Words from which invented policy prose in four languages is made, for `tools.extracts`: subjects, what they do, why.

A sentence is a subject, a predicate and sometimes a tail; a title is one of the topics. Nothing here is from a real
document.
"""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stock:
    """The words of one language."""

    subjects: tuple[str, ...]
    predicates: tuple[str, ...]
    tails: tuple[str, ...]
    topics: tuple[str, ...]
    labels: tuple[str, ...]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().split("\n"))


STOCKS = {
    "nl": Stock(
        _lines(
            """Het kabinet
            De staatssecretaris van Infrastructuur
            De gemeenteraad van Duinrade
            Het waterschap
            De provincie
            Een meerderheid van de bewoners
            De inspectie
            Het uitvoeringsorgaan
            De Europese Commissie
            Het college van burgemeester en wethouders
            De commissie-Van Dalen
            De beheerder van het hoofdspoor"""
        ),
        _lines(
            """werkt aan een meerjarige overeenkomst over de grondwatervoorraad
            stelt 4,5 miljoen euro beschikbaar voor de verduurzaming van schoolgebouwen
            onderzoekt of de vergunningverlening sneller kan zonder verlies van zorgvuldigheid
            heeft de samenwerkingsafspraken met de veiligheidsregio's vernieuwd
            vraagt in 2019 aandacht voor de bereikbaarheid van de waddeneilanden
            verwacht dat het aantal arbeidsplaatsen in de binnenvaart licht toeneemt
            zet in op een evenwichtige verdeling van kosten en baten
            wil de non-proliferatie van gevaarlijke stoffen beter controleren
            publiceert jaarlijks een overzicht van de in- en uitvoer van afvalstoffen
            ondersteunt kleine ondernemingen bij de overgang naar schone motoren
            heeft artikel 12, tweede lid, van de verordening daarop aangepast
            maakt afspraken over natuurontwikkeling langs de rivieroevers
            verplicht de leveranciers om hun meetgegevens openbaar te maken
            beoordeelt elke aanvraag binnen dertien weken na ontvangst"""
        ),
        _lines(
            """, zodat de omwonenden weten waar zij aan toe zijn
            , mits de begrotingsruimte dat toelaat
            in overleg met de betrokken maatschappelijke organisaties
            , zoals de Kamer in haar motie had gevraagd
            . Dat gebeurt stapsgewijs
            en doet daarvan voor 1 juli verslag
            , ook wanneer de omstandigheden tegenzitten
            op grond van de evaluatie uit 2017"""
        ),
        _lines(
            """Bereikbaarheid van het platteland
            Water en bodem
            Samenwerking met de regio
            Schone lucht in de binnenstad
            Financiering
            Toezicht en handhaving
            Wat gaan we doen?
            Veilig over het spoor
            Ruimte voor de rivier
            Vergunningen voor de binnenvaart
            Onderwijs en arbeidsmarkt
            Kansen voor jongeren
            Wonen boven winkels
            Afvalstoffen en hergebruik
            De rol van de provincie
            Energie uit de ondergrond
            Natuur langs de oevers
            Planning
            Digitale dienstverlening
            Cultuur in de wijken"""
        ),
        ("Doel", "Werkwijze", "Verantwoordelijkheid", "Toelichting"),
    ),
    "en": Stock(
        _lines(
            """The government
            The Minister for Rural Affairs
            The council
            Each local authority
            The inspectorate
            A majority of residents
            The independent review board
            The harbour authority
            The European Commission
            Our partner organisations
            The owner-occupier
            The joint committee"""
        ),
        _lines(
            """will publish a comprehensive assessment of groundwater reserves
            has set aside £4.5 million for the refurbishment of school buildings
            must consider every application within thirteen weeks of receipt
            encourages co-operation between hospitals and community services
            expects employment in inland shipping to increase slightly
            requires suppliers to make their measurements available to the public
            supports small enterprises in the transition to cleaner engines
            reviews the long-term affordability of public transport
            has amended section 12(2) of the regulations accordingly
            maintains an up-to-date register of hazardous substances
            aims at a balanced distribution of costs and benefits
            reported in 2019 on the accessibility of the islands"""
        ),
        _lines(
            """, provided that the budget allows for it
            in consultation with the organisations concerned
            , so that residents know where they stand
            . This will be done step by step
            and reports on it before the end of July
            , as the committee requested in its motion
            on the basis of the 2017 evaluation
            , including in less favourable circumstances"""
        ),
        _lines(
            """Access to the Countryside
            Water and Soil
            Working with the Regions
            Clean Air in Town
            Funding
            Supervision and Enforcement
            What Will We Do?
            Safe Crossings
            Room for the River
            Licences for Inland Shipping
            Education and Employment
            Opportunities for Young People
            Living above Shops
            Waste and Reuse
            The Role of the Counties
            Energy from Below
            Nature on the Banks
            Planning
            Digital Services
            Arts in the Neighbourhood"""
        ),
        ("Purpose", "Procedure", "Responsibility", "Explanation"),
    ),
    "de": Stock(
        _lines(
            """Die Bundesregierung
            Die zuständige Behörde
            Der Gemeinderat
            Das Landesamt für Umweltschutz
            Die Aufsichtsbehörde
            Eine Mehrheit der Anwohner
            Der Antragsteller
            Die Europäische Kommission
            Das Eisenbahnunternehmen
            Die Verwaltungsgemeinschaft
            Der Betreiber der Schieneninfrastruktur
            Die Prüfstelle"""
        ),
        _lines(
            """entscheidet innerhalb von dreizehn Wochen nach Eingang des Antrags
            stellt 4,5 Millionen Euro für die Sanierung der Schulgebäude bereit
            veröffentlicht jährlich eine Übersicht über die Ein- und Ausfuhr von Abfallstoffen
            prüft die Wirtschaftlichkeit der Wasserversorgungsunternehmen
            unterstützt kleine Unternehmen beim Übergang zu sauberen Antrieben
            erwartet einen leichten Anstieg der Beschäftigung in der Binnenschifffahrt
            hat § 12 Abs. 2 der Verordnung entsprechend geändert
            verpflichtet die Lieferanten zur Offenlegung ihrer Messergebnisse
            arbeitet an einer mehrjährigen Vereinbarung über die Grundwasservorräte
            strebt eine ausgewogene Verteilung von Kosten und Nutzen an
            erhebt Gebühren für individuell zurechenbare öffentliche Leistungen
            berichtet über die Erreichbarkeit der Inseln"""
        ),
        _lines(
            """, soweit der Haushalt dies zulässt
            in Abstimmung mit den beteiligten Verbänden
            , damit die Anwohner Klarheit haben
            . Dies geschieht schrittweise
            und erstattet darüber bis zum 1. Juli Bericht
            , wie der Ausschuss in seinem Beschluss gefordert hat
            auf der Grundlage der Evaluierung von 2017
            , auch unter ungünstigen Umständen"""
        ),
        _lines(
            """Anwendungsbereich
            Begriffsbestimmungen
            Zuständigkeit
            Wasser und Boden
            Zusammenarbeit mit den Ländern
            Saubere Luft
            Finanzierung
            Aufsicht und Vollzug
            Sicherheit im Schienenverkehr
            Raum für den Fluss
            Genehmigungen
            Bildung und Arbeitsmarkt
            Chancen für Jugendliche
            Abfälle und Wiederverwertung
            Rolle der Länder
            Energie aus dem Untergrund
            Ordnungswidrigkeiten
            Übergangsvorschriften
            Digitale Dienste
            Inkrafttreten"""
        ),
        ("Zweck", "Verfahren", "Verantwortung", "Erläuterung"),
    ),
    "fr": Stock(
        _lines(
            """Le gouvernement
            Le ministre chargé des transports
            Le conseil municipal
            L’agence de l’eau
            Chaque collectivité territoriale
            L’inspection générale
            La majorité des habitants
            La Commission européenne
            Le gestionnaire du réseau
            L’établissement public
            La commission d’enquête
            Le préfet"""
        ),
        _lines(
            """prépare une convention pluriannuelle sur les réserves d’eau souterraine
            consacre 4,5 millions d’euros à la rénovation des bâtiments scolaires
            examine chaque demande dans un délai de treize semaines
            publie chaque année un état des importations et des exportations de déchets
            soutient les petites entreprises dans la transition vers des moteurs propres
            prévoit une légère augmentation de l’emploi dans la navigation intérieure
            a modifié en conséquence l’article 12, alinéa 2, du règlement
            oblige les fournisseurs à rendre publiques leurs mesures
            recherche une répartition équilibrée des coûts et des bénéfices
            renforce la coopération avec les services d’incendie et de secours
            rend compte de l’accessibilité des îles
            veille au rez-de-chaussée commercial des centres-villes"""
        ),
        _lines(
            """, dans la mesure où le budget le permet
            en concertation avec les associations concernées
            , afin que les riverains sachent à quoi s’en tenir
            . Cela se fait par étapes
            et en rend compte avant le 1er juillet
            , comme le demandait la commission
            sur la base de l’évaluation de 2017
            , y compris dans des circonstances défavorables"""
        ),
        _lines(
            """Accès aux campagnes
            L’eau et les sols
            Coopération avec les régions
            Un air plus sain en ville
            Financement
            Contrôle et sanctions
            Que voulons-nous faire ?
            Sécurité ferroviaire
            De la place pour le fleuve
            Autorisations de navigation
            Formation et emploi
            Une chance pour les jeunes
            Déchets et réemploi
            Le rôle des départements
            L’énergie du sous-sol
            La nature au bord de l’eau
            Calendrier
            Services numériques
            La culture dans les quartiers
            Dispositions finales"""
        ),
        ("Objet", "Procédure", "Responsabilité", "Commentaire"),
    ),
}


class Prose:
    """Sentences and titles of one language, none of them twice as long as there are others."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self.stock, self.rng = STOCKS[language], rng
        self._titles = list(self.stock.topics)
        rng.shuffle(self._titles)
        self._said: set[str] = set()

    def title(self) -> str:
        """A title not given before, as long as there are any."""
        if not self._titles:
            self._titles = list(self.stock.topics)
            self.rng.shuffle(self._titles)
        return self._titles.pop()

    def sentence(self) -> str:
        for _ in range(20):
            rng = self.rng
            tail = rng.choice(self.stock.tails) if rng.random() < 0.6 else ""
            space = "" if tail[:1] in ",." else " " * bool(tail)
            text = f"{rng.choice(self.stock.subjects)} {rng.choice(self.stock.predicates)}{space}{tail}."
            if text not in self._said:
                break
        self._said.add(text)
        return text

    def paragraph(self, least: int = 2, most: int = 5) -> str:
        return " ".join(self.sentence() for _ in range(self.rng.randint(least, most)))

    def item(self) -> str:
        text = self.rng.choice(self.stock.predicates)
        return f"{text} {self.rng.choice([t for t in self.stock.tails if t[:1] not in ',.'])}"
