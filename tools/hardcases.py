"""Make hard alignment cases with exact truth.   python -m tools.hardcases OUT_DIR [--only TEXT] [--prose F ...]

Writes OUT_DIR/<family>.<name>-<strength>.<variant>/{old.txt, new.txt, gold.json}, in the format of the gold
set's `aligned/` folder (sections by line range, alignment, ignore, neutral, noise_lines).  Standard
library only; every case depends on its own name and the prose only, so the output is the same each time.

Families   handbook   chapters whose sections nearly all bear one of four headings (Doel, Werkwijze, ...)
           programme  raw PDF text: no blank lines, narrow columns, running heads, page numbers glued to
                      words, bare headings, lost hyphens, other bullets and column width per edition
           law        Hoofdstuk / Paragraaf / Artikel with members, boiler-plate, vervallen, renumbering
Variants   plain      numbers kept; one line per paragraph (handbook h2: wrapped at 78)
           blind      as plain, section numbers and labels removed from the headings
           pdf        re-wrapped at 76, hyphenated, 12 % of the hyphens lost, footers, few blank lines
                      (programme: see Page)
Strengths  light / medium / heavy / rewritten: 5 / 20 / 45 / 65 % of the sentences touched; see STRENGTH.

How the truth is known: each sentence carries `src`, the id of the old section it stood in, through all
edits.  Old section o and new section n are linked if n continues o (same uid, and at least 15 % of one side's
text, or no text at all) or if 30 % of the text of either comes from the other.  Smaller flows, and unlinked
sections with nearly the same words (boiler-plate), are `ignore`.  A table of contents and articles
that are 'vervallen' are `neutral`; running heads, footers and footnotes are `noise_lines`.
Prose: two Dutch strategy papers in samples/ (see PROSE); each paragraph is used once per case.
"""

import argparse
import collections
import copy
import json
import pathlib
import random
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROSE = ["samples/2013-bz-internationale-veiligheidsstrategie.txt", "samples/2020-bz-tussenrapportage-gbvs.txt"]
# sentences touched, then per section: removed, added, renamed, split, merged, moved; whole chapters: moved,
# dropped, added; share of the sections that give one paragraph to another section
STRENGTH = {
    "light": (0.05, 0.02, 0.03, 0.02, 0.02, 0.02, 0.015, 0, 0, 0, 0.01),
    "medium": (0.20, 0.06, 0.08, 0.08, 0.04, 0.04, 0.03, 1, 1, 1, 0.02),
    "heavy": (0.45, 0.12, 0.16, 0.20, 0.07, 0.06, 0.06, 2, 1, 1, 0.04),
    "rewritten": (0.65, 0.24, 0.30, 0.30, 0.07, 0.07, 0.10, 3, 1, 1, 0.06),
}
REPEATED = ["Doel", "Werkwijze", "Verantwoordelijkheid", "Toelichting"]
FORMULA = {  # handbook: the sentence every such section begins with
    "Doel": "Het doel van dit hoofdstuk is het vastleggen van de afspraken over {t}.",
    "Werkwijze": "Bij {t} wordt gehandeld volgens de onderstaande stappen.",
    "Verantwoordelijkheid": "De afdelingsdirecteur is verantwoordelijk voor de uitvoering van het beleid inzake {t}.",
    "Toelichting": "Deze toelichting maakt deel uit van het hoofdstuk over {t}.",
}
BOILER = [
    "Bij ministeriële regeling kunnen nadere regels worden gesteld omtrent de toepassing van dit artikel.",
    "Onze Minister beslist binnen dertien weken na ontvangst van de aanvraag.",
    "De aanvraag wordt ingediend met gebruikmaking van een daartoe door Onze Minister vastgesteld formulier.",
    "De voordracht voor een krachtens dit artikel vast te stellen algemene maatregel van bestuur wordt niet "
    "eerder gedaan dan vier weken nadat het ontwerp aan beide kamers der Staten-Generaal is overgelegd.",
    "Artikel {ref}, tweede lid, is van overeenkomstige toepassing.",
    "In afwijking van artikel {ref} kan Onze Minister ontheffing verlenen van het eerste lid.",
]
SYNONYMS = """
    kabinet/regering inzet/aanpak versterken/vergroten ook/eveneens belangrijk/wezenlijk belangrijke/essentiële
    daarom/derhalve nieuwe/aanvullende samenwerking/afstemming dreiging/bedreiging bevorderen/stimuleren
    dreigingen/risico's landen/staten blijft/is zal/moet kan/zou steeds/telkens vooral/met_name echter/evenwel
    bijdragen/meewerken ontwikkelingen/veranderingen gebied/terrein middelen/instrumenten doel/oogmerk
    verschillende/diverse gevolgen/effecten onder_meer/onder_andere aandacht/prioriteit partners/bondgenoten
    vergroten/verhogen omdat/aangezien maatregelen/acties grote/aanzienlijke Nederlandse/nationale beleid/kader
    mogelijk/haalbaar ondersteunen/faciliteren zetten/plaatsen sterk/fors meer/extra
"""
SYN = [p.split("/") for p in SYNONYMS.split()]
SWAP = {a.replace("_", " "): b.replace("_", " ") for p in SYN for a, b in (p, p[::-1])}
PHRASES = [
    "in de komende jaren",
    "samen met de partners",
    "waar nodig",
    "op termijn",
    "binnen de beschikbare middelen",
    "conform de motie van de Tweede Kamer",
    "naar aanleiding van de evaluatie",
    "in overleg met de andere departementen",
]
NOUN = re.compile(
    r"\b(?:de|het|van|voor|en|een) ([a-zé][a-zé-]*[a-z]{2}(?:ing|ingen|heid|tie|ties|teit|schap|isme|beleid|wapens|"
    r"recht|rechten|markt|krachten|bronnen|staten|orde|stelsel|migratie|handel|verdrag|diensten|criminaliteit))\b"
)
SHAPES = [
    "{A}",
    "{A}",
    "{A}",
    "{A} en {b}",
    "{A} en {b}",
    "Ruimte voor {a}",
    "Inzet op {a}",
    "Naar betere {a}",
    "Versterken van {a}",
    "De rol van {a}",
    "{A} in internationaal verband",
    "Wat doen we aan {a}?",
]


class Sentence:
    def __init__(self, text, src=None, boiler=False):
        self.text, self.src, self.boiler, self.size = text, src, boiler, len(text)


class Section:
    """blocks: [kind, [Sentence]], kind p (paragraph), ul (bullets), ol (numbered members or steps)."""

    def __init__(self, level, title, blocks=(), shape=None):
        self.level, self.title, self.blocks, self.shape = level, title, list(blocks), shape
        self.uid, self.neutral = None, False

    def all(self):
        return [s for _, ss in self.blocks for s in ss]


def passages(files):
    """[[sentence]]: the running paragraphs of the sources, hyphens repaired, notes and headings left out."""
    out = []
    for f in files:
        text = re.sub(
            r"(?m)^(\d{1,2} .{0,8}(Kamerstuk|Zie |De |Sinds |http|Het ).*|Tweede Kamer, verg.*|kst-.*|ISSN.*)$",
            "",
            pathlib.Path(f).read_text(encoding="utf8"),
        )
        for par in re.split(r"\n\s*\n|\n(?=\s?[•–-] )", text):
            par = re.sub(r"([a-zé])-\n *(?=[a-zé])", r"\1", par)
            par = re.sub(r"([a-zé»)]|[a-zé][.,])\d{1,2}(?=[\s.,;]|$)", r"\1", " ".join(par.split())).lstrip("•– ")
            ss = [s.strip() for s in re.split(r"(?<=[.!?])\s+(?=[A-Z«])(?<!nr\. )(?<!o\.a\. )", par)]
            ss = [
                s[0].upper() + s[1:].rstrip(";: ").removesuffix("; en") + ("" if s[-1] in ".?!" else ".")
                for s in ss
                if 5 <= len(s.split()) <= 60
            ]
            if sum(len(s.split()) for s in ss) >= 14:
                out.append(ss)
    return out


class Maker:
    """Builds the first edition and the edits; one per case, with its own random numbers and prose."""

    def __init__(self, rng, pool):
        self.rng, self.n, self.titles = rng, 0, set()
        k = rng.randrange(len(pool))
        pool = pool[k:] + pool[:k]  # another place to begin in every case
        self.fresh = [p for i, p in enumerate(pool) if i % 5 == 4]  # every fifth: for what is added later
        self.pool = [p for i, p in enumerate(pool) if i % 5 != 4]

    def take(self, words, new=False):
        """Consecutive passages of about so many words, as Sentences in blocks; [] when used up."""
        src, out, n = self.fresh if new else self.pool, [], 0
        while src and n < words:
            p = src.pop(0)
            if n + sum(len(s.split()) for s in p) > 1.6 * words and len(p) > 2:  # too long: leave the rest
                k = max(1, len(p) * words // max(1, sum(len(s.split()) for s in p)))
                src.insert(0, p[k:])
                p = p[:k]
            out.append(["p", [Sentence(s) for s in p]])
            n += sum(len(s.split()) for s in p)
        return out

    def title(self, blocks, shape=None):
        """A heading of 1 to 6 words from the nouns of the text, not used before."""
        words = collections.Counter(w for _, ss in blocks for s in ss for w in NOUN.findall(s.text))
        nouns = [w for w, _ in words.most_common(4)] or ["samenwerking"]
        for _ in range(40):
            a, b = (
                self.rng.choice(nouns),
                self.rng.choice([*nouns, "veiligheid", "financiering", "toezicht", "voortgang", "uitvoering"]),
            )
            t = (shape or self.rng.choice(SHAPES)).format(A=a[0].upper() + a[1:], a=a, b=b)
            if t not in self.titles and a != b:
                break
            shape = None
        self.titles.add(t)
        return t

    def section(self, family, level, words, title=None, new=False):
        """One section in the family's manner; None when the prose is used up."""
        rng, blocks = self.rng, self.take(words, new)
        if not blocks:
            return None
        s = Section(level, title or self.title(blocks), blocks)
        if family == "law":  # members with a list here and there, then boiler-plate
            ss = s.all()
            k = rng.randrange(len(ss)) if len(ss) > 3 and rng.random() < 0.4 else len(ss)
            s.blocks = [["ol" if len(ss[:k]) > 1 else "p", ss[:k]]] * (k > 0)
            s.blocks += [["al", ss[k:]]] * (k < len(ss))
            for b in rng.sample(BOILER, rng.choice([0, 0, 1, 1, 2])):
                s.blocks.append(["ol", [Sentence(b, None, True)]])
        elif family == "handbook" and title == "Werkwijze" and len(s.all()) > 2:
            s.blocks = [["ol", s.all()]]
        elif family == "programme" and len(blocks) > 1 and rng.random() < 0.45:
            blocks[-1] = ["ul", blocks[-1][1]]
        return s

    def number(self, doc):
        for s in doc:
            if s.uid is None:
                self.n += 1
                s.uid = self.n
        return doc

    def chapter(self, family, opt, new=False):
        """Chapter heading and its sections."""
        rng, w = self.rng, opt["words"]

        def words():
            return int(w * rng.choice([0.3, 0.6, 0.8, 1, 1.2, 1.9]))

        first = self.section("", 1, w // 2, new=new)
        if not first:
            return []
        topic = first.title[0].lower() + first.title[1:].rstrip("?")
        if not (family == "programme" or (family == "handbook" and rng.random() < 0.3)):
            (self.fresh if new else self.pool).insert(0, [s.text for s in first.all()])
            first.blocks = []
        out = [first]
        if family == "handbook":
            names = (
                opt["names"] * rng.randint(2, 6)
                if "names" in opt
                else [h for h in REPEATED if rng.random() < 0.88] + rng.choice([[], [], [], ["Toelichting"], [None]])
            )
        elif family == "law":
            names = [None] * rng.randint(5, 11)
        else:
            names = [
                rng.choice(["Aanpak", "Resultaten"]) if rng.random() < 0.15 else None for _ in range(rng.randint(3, 6))
            ]
        for k, h in enumerate(names):
            if family == "law" and k % 5 == 0 and len(names) > 6:
                p = self.section("", 2, 30, new=new)
                if p:
                    (self.fresh if new else self.pool).insert(0, [s.text for s in p.all()])
                    out.append(Section(2, p.title))
            s = self.section(
                family,
                3 if family == "law" or (family == "programme" and k and rng.random() < 0.25) else 2,
                words(),
                h,
                new,
            )
            if not s:
                break
            if h in FORMULA and family == "handbook" and rng.random() < 0.8 and "names" not in opt:
                s.blocks.insert(0, ["p", [Sentence(FORMULA[h].format(t=topic), None, False)]])
                if rng.random() < 0.12:
                    del s.blocks[1:]  # nothing but the formula
            out.append(s)
        return out

    def first(self, family, opt):
        doc = [Section(1, opt["doctitle"], self.take(60))] if family != "law" else []
        while len(doc) < opt["sections"]:
            c = self.chapter(family, opt)
            if len(c) < 2:
                break
            doc += c
        self.number(doc)
        for s in doc:
            for x in s.all():
                x.src = s.uid
        return doc

    # ---- edits ---------------------------------------------------------------------------------
    def touch(self, text, hard):
        """The sentence in other words: synonyms, years, a phrase more or less, another noun."""
        rng, w = self.rng, text.split(" ")
        for k, x in enumerate(w):
            core = x.rstrip(".,;")
            if core in SWAP and rng.random() < (0.9 if hard else 0.6):
                w[k] = SWAP[core] + x[len(core) :]
            elif re.fullmatch(r"20[012]\d", core):
                w[k] = str(int(core) + rng.randint(1, 4)) + x[len(core) :]
        if " ".join(w) == text or hard or rng.random() < 0.3:
            k, how = rng.randrange(1, len(w)), rng.random()
            if how < 0.5:  # at the end, after a comma, or anywhere
                commas = [i + 1 for i, x in enumerate(w[:-1]) if x.endswith(",")]
                end = w[-1][-1:] if w[-1][-1:] in ".?;" else ""
                if rng.random() < 0.6 or not commas:
                    w[-1:] = [w[-1][: len(w[-1]) - len(end)], rng.choice(PHRASES) + end]
                else:
                    w.insert(rng.choice(commas), rng.choice(PHRASES))
            elif how < 0.75 and len(w) > 12:
                del w[k : k + rng.randint(1, 4 if hard else 2)]
                w[-1] = w[-1].rstrip(".,;") + "."
            elif ", " in text and len(w) > 6:  # the last clause to the front
                a, b = " ".join(w).rsplit(", ", 1)
                w = (b[0].upper() + b[1:].rstrip(".") + ", " + a[0].lower() + a[1:] + ".").split(" ")
            else:
                w.insert(k, rng.choice(["niettemin", "daarbij", "bovendien", "nadrukkelijk"]))
        return " ".join(w)

    def rewrite(self, sec, rate):
        """Touch `rate` of the sentences; at least 40 % of the section's sentences stay."""
        rng, total = self.rng, len(sec.all())
        gone = 0
        for b in sec.blocks:
            out = []
            for s in b[1]:
                r = rng.random() / rate if not s.boiler else 9
                if r < 0.62 or (r < 0.8 and gone + 1 > 0.6 * total):
                    s.text = self.touch(s.text, rate > 0.3)
                elif r < 0.8:
                    gone += 1
                    continue
                elif r < 1 and r >= 0.9 and out:
                    out.insert(-1, s)  # reordered
                    continue
                out.append(s)
                if 0.8 <= r < 0.9:
                    new = self.take(12, True)
                    out += [Sentence(x.text) for x in new[0][1][:1]] if new else []
            b[1] = out
        sec.blocks = [b for b in sec.blocks if b[1]]
        if len(sec.blocks) > 2 and rng.random() < rate / 4:
            sec.blocks.pop(rng.randrange(1, len(sec.blocks)))
        if sec.blocks and rng.random() < rate / 4:
            sec.blocks[rng.randint(0, len(sec.blocks)) : 0] = self.take(25, True)[:1]

    def edit(self, old, family, strength, opt):
        rng = self.rng
        touched, rem, add, ren, split, merge, move, chmove, chdrop, chadd, give = STRENGTH[strength]
        doc = copy.deepcopy(old)
        for s in doc:
            self.rewrite(s, touched)

        def leaf(k):
            return doc[k].level > 1 and (k + 1 == len(doc) or doc[k + 1].level <= doc[k].level)

        def pick(rate):
            return (
                sorted(rng.sample(c, min(len(c), max(rate > 0.01, round(rate * len(c))))), reverse=True)
                if (c := [k for k in range(1, len(doc)) if leaf(k) and not doc[k].neutral and len(doc[k].all())])
                else []
            )

        for k in pick(give):  # one paragraph to another section
            to = rng.choice([x for x in range(1, len(doc)) if leaf(x) and x != k])
            if len(doc[k].blocks) > 1 and not doc[to].neutral:
                doc[to].blocks.append(doc[k].blocks.pop())
        for k in pick(rem):
            if family == "law" and rng.random() < 0.5:  # heading stays, as 'Vervallen'
                doc[k].title, doc[k].blocks, doc[k].neutral = "[Vervallen]", [], True
            else:
                del doc[k]
        for k in pick(merge):
            if (
                leaf(k - 1)
                and doc[k - 1].level == doc[k].level
                and doc[k].all()
                and doc[k - 1].all()
                and not doc[k - 1].neutral
            ):
                doc[k - 1].blocks += doc[k].blocks
                if doc[k].title not in REPEATED and rng.random() < 0.5:
                    doc[k - 1].title += " en " + doc[k].title[0].lower() + doc[k].title[1:]
                del doc[k]
        for k in [k for k in pick(min(1, 3 * split)) if len(doc[k].all()) > 5][: max(1, round(split * len(doc)))]:
            s, ss = doc[k], doc[k].all()
            kinds = [kind for kind, b in s.blocks for _ in b]
            cut = rng.randint(len(ss) // 3 + 1, 2 * len(ss) // 3)
            parts = []
            for a, b in ((0, cut), (cut, len(ss))):
                bl = []
                for kind, x in list(zip(kinds, ss, strict=True))[a:b]:
                    if bl and bl[-1][0] == kind and (kind != "p" or len(bl[-1][1]) < 5):
                        bl[-1][1].append(x)
                    else:
                        bl.append([kind, [x]])
                parts.append(bl)
            s.blocks = parts[0]
            doc.insert(
                k + 1, Section(s.level, rng.choice(REPEATED) if s.title in REPEATED else self.title(parts[1]), parts[1])
            )
        for k in pick(ren):
            if family != "handbook" or doc[k].title not in REPEATED:
                doc[k].title = self.title(doc[k].blocks)
            elif rng.random() < 0.3:
                doc[k].title = rng.choice(
                    ["Doelstelling", "Procedure", "Taken en verantwoordelijkheden", "Achtergrond"]
                )
        for _ in range(round(add * len(doc))):
            k = rng.choice([x for x in range(1, len(doc)) if doc[x].level > 1])
            s = self.section(
                family, doc[k].level, opt["words"], rng.choice(REPEATED) if family == "handbook" else None, True
            )
            if s and leaf(k):
                doc.insert(k + 1, s)
        for k in pick(move):
            s = doc.pop(k)
            doc.insert(
                rng.choice([x for x in range(2, len(doc) + 1) if abs(x - k) > 3 and doc[x - 1].level <= s.level + 1]), s
            )
        head = 1 if family != "law" else 0
        chapters = []
        for s in doc[head:]:
            chapters = [*chapters, [s]] if s.level == 1 or not chapters else [*chapters[:-1], chapters[-1] + [s]]
        for _ in range(chdrop):
            if len(chapters) > 4:
                chapters.pop(rng.randrange(len(chapters)))
        for _ in range(0 if opt.get("keep") else chmove):
            c = chapters.pop(rng.randrange(len(chapters)))
            chapters.insert(rng.randrange(len(chapters) + 1), c)
        for _ in range(chadd):
            c = self.chapter(family, opt, True)
            if len(c) > 1:
                chapters.insert(rng.randrange(1, len(chapters) + 1), c[:6])
        for c in chapters:  # chapters are renamed by their own dice
            if rng.random() < ren / 2 and c[0].uid:
                c[0].title = self.title(c[1].blocks if len(c) > 1 else [])
        return self.number(doc[:head] + [s for c in chapters for s in c])


# ---- numbers, links, gold ------------------------------------------------------------------------
def labels(doc, family, opt, before=None):
    """{uid: number}.  before (law, opt keep): numbers of the old edition stay; new ones become 3.4a, 4a."""
    out, c, chap, last = {}, [0, 0, 0], "", ["", "", ""]

    def after(n):  # 3.4 -> 3.4a, the first that is free
        n = re.sub(r"(?<=\d)[a-z]$", "", n)
        return next(n + x for x in "abcdefghijklmnopqrstuvwxyz" if n + x not in used)

    used = set((before or {}).values())
    for s in doc[0 if family == "law" else 1 :]:
        if s.level == 1:
            c = [c[0] + 1, 0, 0]
        elif family == "law":
            c[s.level - 1] += 1
        else:
            c = [c[0], c[1] + 1, 0] if s.level == 2 else [c[0], c[1], c[2] + 1]
        n = ".".join(map(str, ([c[0], c[s.level - 1]] if family == "law" and s.level > 1 else c[: s.level])))
        if before is not None and s.level != 2:
            if s.uid in before and (s.level == 1 or before[s.uid].startswith(chap + ".")):
                n = before[s.uid]
            elif s.level == 3 and chap[-1:].isalpha():
                n = f"{chap}.{c[2]}"
            else:
                n = (
                    after(last[s.level - 1] or chap + ".0")
                    if s.level == 1 or last[2] or chap + ".1" in used
                    else chap + ".1"
                )
            used.add(n)
        elif before is not None:
            n = f"{chap}.{c[1]}"
        if s.level == 1:
            chap, last = n, ["", "", ""]
        last[s.level - 1] = n
        out[s.uid] = n
    return out


def heading(s, num, family, opt, blind):
    n = num.get(s.uid)
    if n is None or family == "programme":
        return s.title
    if family == "handbook":
        return s.title if blind else f"{n}. {s.title}" if s.level == 1 else f"{n} {s.title}"
    label = {1: "Hoofdstuk", 2: "Paragraaf", 3: "Artikel"}[s.level]
    title = "" if opt.get("bare") and s.level == 3 and not s.neutral else s.title
    return (title or label) if blind else f"{label} {n} {title}".strip()


def truth(old, new):
    """links, ignore (pairs of uids) from the origin of the sentences."""
    links, ignore = set(), set()

    def size(s):
        return sum(x.size for x in s.all() if not x.boiler) or 0

    osize = {s.uid: size(s) for s in old}

    def words(s):
        return collections.Counter(" ".join(x.text for x in s.all()).split())

    ow = {s.uid: words(s) for s in old}
    dead = {s.uid for s in new if s.neutral}
    for n in new:
        if n.neutral:
            continue
        flow = collections.Counter()
        for x in n.all():
            if x.src and not x.boiler:
                flow[x.src] += x.size
        tot, nw = sum(len(x.text) for x in n.all() if not x.boiler), words(n)
        for o in old:
            share = max(flow[o.uid] / max(1, osize[o.uid]), flow[o.uid] / max(1, tot))
            same = n.uid == o.uid
            if (same and (share >= 0.15 or not osize[o.uid] or not tot)) or share >= 0.30:
                links.add((o.uid, n.uid))
            elif (
                share > 0.02
                or same
                or (nw and 2 * sum((nw & ow[o.uid]).values()) > 0.75 * (sum(nw.values()) + sum(ow[o.uid].values())))
            ):
                ignore.add((o.uid, n.uid))
    return links, ignore, dead


def in_order(pairs):
    """Indices of the heaviest chain of (x, y, weight), sorted, that does not fall in y."""
    best = []
    for k, (_x, y, w) in enumerate(pairs):
        m = max((b for b, p in zip(best, pairs, strict=False) if p[1] <= y), default=(0, ()))
        best.append((m[0] + w, m[1] + (k,)))
    return set(max(best, default=(0, ()))[1])


def gold(name, family, variant, seq, spans, noise, numbers):
    """gold.json; seq = (old, new) sections, spans = {side: [(uid, heading, first, last)]}."""
    old, new = seq
    links, ignore, dead = truth(old, new)
    ids = {
        "old": {u: f"o{k:04}" for k, (u, *_) in enumerate(spans["old"], 1)},
        "new": {u: f"n{k:04}" for k, (u, *_) in enumerate(spans["new"], 1)},
    }
    by_old, by_new = {s.uid: s for s in old}, {s.uid: s for s in new}
    po, pn = {u: k for k, u in enumerate(ids["old"])}, {u: k for k, u in enumerate(ids["new"])}

    def text(s):
        return [x.text for x in s.all()]

    links = sorted(links, key=lambda link: (po[link[0]], pn[link[1]]))
    keep = in_order(
        [(po[a], pn[b], 20 + min(len("".join(text(by_old[a]))), len("".join(text(by_new[b]))))) for a, b in links]
    )
    moved = {link for k, link in enumerate(links) if k not in keep}
    group = {}
    for a, b in links:  # connected groups
        m = group.get(("o", a), [("o", a)]) + [x for x in group.get(("n", b), [("n", b)])]
        m = list(dict.fromkeys(m))
        for x in m:
            group[x] = m
    entries, seen = [], set()
    for side, u in [("o", u) for u in ids["old"] if u in by_old] + [
        ("n", u) for u in ids["new"] if u in by_new and u not in dead
    ]:
        if (side, u) in seen:
            continue
        m = group.get((side, u), [(side, u)])
        seen.update(m)
        os_, ns = sorted((x for s, x in m if s == "o"), key=po.get), sorted((x for s, x in m if s == "n"), key=pn.get)
        ls = [link for link in links if link[0] in os_ and link[1] in ns]
        flags = []
        if len(os_) == len(ns) == 1:
            a, b = by_old[os_[0]], by_new[ns[0]]
            flags = [
                f
                for f, on in (
                    ("edited", text(a) != text(b)),
                    ("moved", ls[0] in moved),
                    ("renamed", a.title != b.title),
                    ("renumbered", numbers[0].get(a.uid) != numbers[1].get(b.uid)),
                )
                if on
            ]
            kind = next((f for f in ("moved", "renamed", "edited") if f in flags), "same")
        elif not os_ or not ns:
            kind = "added" if ns else "removed"
        else:
            kind = "merged" if len(ns) == 1 else "split"
            flags = ["complex"] * (min(len(os_), len(ns)) > 1) + ["moved"] * any(link in moved for link in ls)

        def name2(link):
            return [ids["old"][link[0]], ids["new"][link[1]]]

        e = {"old": [ids["old"][x] for x in os_], "new": [ids["new"][x] for x in ns], "kind": kind, "flags": flags}
        if ls:
            e["links"] = [name2(link) for link in ls]
        if any(link in moved for link in ls):
            e["moved_links"] = [name2(link) for link in ls if link in moved]
        entries.append(e)

    def sec(side):
        return [
            {"id": ids[side][u], "heading": h, "level": lv, "start_line": a, "end_line": b}
            for u, h, lv, a, b in spans[side]
        ]

    stats = dict(collections.Counter(e["kind"] for e in entries))
    neutral = [ids["new"][u] for u in ids["new"] if u in dead] + [ids[s]["toc"] for s in ids if "toc" in ids[s]]
    return {
        "source": "generated: tools/hardcases.py",
        "family": family,
        "case": name,
        "variant": variant,
        "language": "nl",
        "versions": {"old": "first edition", "new": "second edition"},
        "noise_lines": noise,
        "sections_old": sec("old"),
        "sections_new": sec("new"),
        "alignment": entries,
        "ignore": [
            [ids["old"][a], ids["new"][b]] for a, b in sorted(ignore, key=lambda link: (po[link[0]], pn[link[1]]))
        ],
        "neutral": neutral,
        "stats": stats,
    }


# ---- rendering -----------------------------------------------------------------------------------
def wrap(text, width, rng=None, lost=0.0, hyphens=0.7):
    """Lines of at most `width`; with rng, words are broken, and the share `lost` of the hyphens is NUL (missing)."""
    out, line = [], ""
    for word in text.split():
        while True:
            room = width - len(line) - bool(line)
            if len(word) <= room:
                line += " " * bool(line) + word
                break
            cuts = (
                [
                    m.end()
                    for m in re.finditer(
                        r"[aeiouyéë][^\W\d_aeiouyéë](?=[^\W\d_aeiouyéë])|[aeiouyéë](?=[^\W\d_aeiouyéë][aeiouyéë])", word
                    )
                    if 2 < m.end() < room
                    and len(word) - m.end() > 2
                    and word[m.end() - 1 : m.end() + 1] not in ("ch", "sc", "st")
                ]
                if rng and word.isalpha() and len(word) > 7
                else []
            )
            if cuts and rng.random() < hyphens:
                c = rng.choice(cuts[-2:])
                out.append((line + " " * bool(line) + word[:c]) + ("\0" if rng.random() < lost else "-"))
                word, line = word[c:], ""
            elif line:
                out.append(line)
                line = ""
            else:
                line = word
                break
    return [*out, line] if line else out


def flat(sec, style, rng):
    """The paragraphs of a section's body: one string per paragraph, bullet or member."""
    out, n, letter = [], 0, 0
    for kind, ss in sec.blocks:
        for x in ss if kind != "p" else [None]:
            if kind == "p":
                out.append(" ".join(x.text for x in ss))
            elif kind == "ul":
                out.append(style["bullet"] + " " + x.text)
            elif kind == "ol":
                n, letter = n + 1, 0
                out.append(f"{n}." + " " * (rng.random() > style.get("tight", 0)) + x.text)
            else:
                letter += 1
                out.append(
                    f"{chr(96 + (letter - 1) % 26 + 1)}."
                    + " " * (rng.random() > style.get("tight", 0))
                    + x.text[0].lower()
                    + x.text[1:].rstrip(".")
                    + ";"
                )
    if style.get("join") and out:  # an edition in which the lists were run together
        out = [" ".join(out)]
    return out


def refs(text, doc, num, k):
    """'Artikel {ref}' of the boiler-plate: the article before, by its number in this edition."""
    before = [num.get(s.uid) for s in doc[:k] if s.level == 3] or ["1.1"]
    return text.replace("{ref}", str(before[-1]))


def render_page(doc, heads, bodies, style, rng):
    """plain, blind and pdf of handbook and law: lines, spans, noise line numbers."""
    lines, spans, noise = [], [], []
    pdf, left = style["pdf"], style.get("page", 46)

    def put(ls, blank):
        nonlocal left
        for x in ls:
            lines.append(x.rstrip("\0"))
            left -= 1
            if pdf and left <= 0:
                left = rng.randint(43, 50)
                noise.append(len(lines) + 1)
                lines.append(f"{style['footer']} {len(noise) + style['first']}")
        if blank:
            lines.append("")

    for s, h, body in zip(doc, heads, bodies, strict=True):
        start = len(lines) + 1
        put(wrap(h, 76) if pdf else [h], not pdf)
        for par in body:
            put(
                wrap(par, 76, rng, 0.12) if pdf else wrap(par, style["wrap"]) if style.get("wrap") else [par],
                rng.random() < 0.3 if pdf else True,
            )
        spans.append((s.uid, h, s.level, start, len(lines)))
    return lines, spans, noise


def render_programme(doc, bodies, style, rng):
    """Raw text of a two-column PDF, column after column; see the module's text."""
    lines, spans, noise, notes = [], [], [], []
    page, row = style["first"], 0
    rows = 2 * style["rows"]
    todo = [
        (s, s.title.upper() if style["caps"] and s.level == 1 else s.title, b) for s, b in zip(doc, bodies, strict=True)
    ]
    if style["toc"]:
        dots = (lambda p: " " + "." * rng.randint(8, 30) + f" {p}") if style["toc"] == "dots" else lambda p: f" {p}"
        toc = [h + dots(style["first"] + 1 + k // 3) for k, (s, h, _) in enumerate(todo[1:]) if s.level < 3]
        todo.insert(1, (None, "Inhoud", toc))
    glue = ""
    for s, h, body in todo:
        start = len(lines) + 1
        if s and s.level == 1 and row > rows // 2:  # a chapter begins on a new page, sometimes in the text
            row = rows
        first = True
        for par in [h, *body]:
            w = style["width"]
            ls = wrap(par, w, rng, 0.10, 0.75) if not first and s else [par]
            for k, x in enumerate(ls):
                if row >= rows:  # end of the page
                    how = rng.choices(["head", "word", "first", "both"], style["mix"])[0]
                    for f in notes:  # footnotes of this page
                        lines.append(
                            f"{f} Kamerstuk {rng.randint(29, 36)} {rng.randint(100, 999)}, nr. {rng.randint(1, 90)}."
                        )
                        noise.append(len(lines))
                    notes = []
                    if how == "word" and lines and len(lines) not in noise and len(lines) >= start:
                        lines[-1] = lines[-1].rstrip() + str(page)  # 'Nederland13'
                    elif how in ("head", "both", "word"):
                        even = page % 2 == 0
                        lines.append(f"{page}{style['head']}" if even else f"{style['head']}{page}")
                        noise.append(len(lines))
                    if first:  # the number or head stands before the heading
                        start = len(lines) + 1
                    page += 1
                    glue = str(page - 1) if how == "first" else ""
                    if how == "both":
                        lines.append(style["head"])
                        noise.append(len(lines))
                        start = len(lines) + 1 if first else start
                    row = 0
                if glue:  # '12Ruimte voor'
                    x, glue = glue + x, ""
                if not first and s and rng.random() < 0.012 and x[-1:] == ".":
                    style["note"] += 1
                    x += str(style["note"])
                    notes.append(style["note"])
                # as in real extracts: a wrapped line ends with a space, a broken word (hyphen or not) does not
                lines.append(x.rstrip("\0") + " " * bool(style["space"] and x[-1:] not in "-\0" and k + 1 < len(ls)))
                row += 1
            first = False
        spans.append((s.uid if s else "toc", h, s.level if s else 1, start, len(lines)))
    return lines, spans, noise


# ---- cases ---------------------------------------------------------------------------------------
H = dict(doctitle="Handboek Internationale Veiligheid", words=62, footer="Handboek Internationale Veiligheid, uitgave")
P = dict(doctitle="Internationale Agenda", words=135)
L = dict(words=58, footer="Staatsblad van het Koninkrijk der Nederlanden,")
CASES = [
    ("handbook", "h1-light", "light", dict(H, sections=65)),
    ("handbook", "h2-medium", "medium", dict(H, sections=120, wrap=78)),
    ("handbook", "h3-heavy", "heavy", dict(H, sections=190, words=50)),
    ("handbook", "h4-heavy", "heavy", dict(H, sections=100, wrap=90)),
    ("handbook", "h5-medium", "medium", dict(H, sections=200, words=40, names=["Beleidsregel", "Toelichting"])),
    ("programme", "p1-light", "light", dict(P, sections=40, toc=None, mix=(6, 2, 1, 1), bullets="••")),
    ("programme", "p2-medium", "medium", dict(P, sections=70, toc="plain", mix=(2, 4, 4, 1), bullets="•–", space=True)),
    ("programme", "p3-heavy", "heavy", dict(P, sections=70, toc="dots", mix=(2, 3, 4, 3), bullets="-»", words=110)),
    (
        "programme",
        "p4-heavy",
        "heavy",
        dict(P, sections=90, toc=None, mix=(1, 5, 5, 0), bullets="o", words=95, space=True),
    ),
    ("programme", "p5-medium", "medium", dict(P, sections=55, toc="dots", mix=(3, 3, 3, 1), bullets="–•", words=160)),
    (
        "programme",
        "p6-rewritten",
        "rewritten",
        dict(P, sections=50, toc=None, mix=(2, 4, 4, 1), bullets="•»", words=110),
    ),
    (
        "programme",
        "p7-rewritten",
        "rewritten",
        dict(P, sections=60, toc="plain", mix=(2, 4, 4, 2), bullets="–o", words=90, space=True),
    ),
    ("law", "l1-light", "light", dict(L, sections=90)),
    ("law", "l2-medium", "medium", dict(L, sections=140, keep=True, join=True, tight=0.5)),
    ("law", "l3-heavy", "heavy", dict(L, sections=120, bare=True)),
    ("law", "l4-heavy", "heavy", dict(L, sections=160, words=48, tight=0.3)),
]


def build(family, name, strength, opt, pool):
    """{variant: (old lines, new lines, gold)} of one case."""
    m = Maker(random.Random(f"{family}.{name}"), pool)
    old = m.first(family, opt)
    new = m.edit(old, family, strength, opt)
    num = [labels(old, family, opt)]
    num.append(labels(new, family, opt, num[0] if opt.get("keep") else None))
    out = {}
    for variant in ["pdf"] if family == "programme" else ["plain", "blind", "pdf"]:
        res, spans, noise = {}, {}, {}
        for k, (side, doc) in enumerate((("old", old), ("new", new))):
            rng = random.Random(f"{family}.{name}.{variant}.{side}")
            style = dict(
                bullet=(opt.get("bullets", "•") * 2)[k], tight=opt.get("tight", 0), join=opt.get("join") and k == 0
            )
            bodies = [
                [refs(p, doc, num[k], i) for p in flat(s, style, random.Random(f"{name}{s.uid}"))]
                for i, s in enumerate(doc)
            ]
            if family == "programme":
                style.update(
                    width=rng.randint(45, 60),
                    rows=rng.randint(32, 42),
                    first=rng.randint(2, 5),
                    note=0,
                    caps=k and strength == "heavy",
                    toc=opt["toc"],
                    mix=opt["mix"],
                    space=opt.get("space"),
                    head=f"{opt['doctitle']} {2016 + 2 * k}",
                )
                lines, sp, no = render_programme(doc, bodies, style, rng)
            else:
                style.update(
                    pdf=variant == "pdf",
                    wrap=opt.get("wrap"),
                    footer=f"{opt['footer']} {2014 + 3 * k}",
                    first=rng.randint(1, 40),
                )
                heads = [heading(s, num[k], family, opt, variant == "blind") for s in doc]
                lines, sp, no = render_page(doc, heads, bodies, style, rng)
            res[side], spans[side], noise[side] = lines, sp, no
        out[variant] = (res["old"], res["new"], gold(name, family, variant, (old, new), spans, noise, num))
    return out


def main(arguments: list[str] | None = None) -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("out")
    ap.add_argument("--only", default="", help="only cases whose name contains this")
    ap.add_argument("--prose", nargs="*", help="text files with blank lines between paragraphs")
    a = ap.parse_args(arguments)
    files = a.prose or [ROOT / p for p in PROSE]
    pool = passages(files)
    for family, name, strength, opt in CASES:
        if a.only not in f"{family}.{name}":
            continue
        for variant, (old, new, g) in build(family, name, strength, opt, pool).items():
            d = pathlib.Path(a.out) / f"{family}.{name}.{variant}"
            d.mkdir(parents=True, exist_ok=True)
            for side, ls in (("old", old), ("new", new)):
                (d / f"{side}.txt").write_text("\n".join(ls) + "\n", encoding="utf8")
            (d / "gold.json").write_text(json.dumps(g, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
            sections = f"{len(g['sections_old']):4} {len(g['sections_new']):4}"
            print(f"{d.name:32} sections {sections}  lines {len(old):5} {len(new):5}  {g['stats']}")


if __name__ == "__main__":
    main()
