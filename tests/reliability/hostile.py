"""Text that means harm, or that nobody thought of: what a person may type, a file hold, a stranger write.

`TEXTS` is the corpus, by name. `UNSTORABLE` is what only arguments of a command line can hold. `KEYS` are
texts for fields that take letters and digits only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

LONG = 100_000
"""Characters of the longest words."""

MARKUP: Mapping[str, str] = {
    "style": "[red]red[/red] [b]bold[/b]",
    "closing": "[/x] [/] [/oops]",
    "action": "[@click=app.quit]x[/]",
    "link": "[link=file:///etc/passwd]x[/link]",
    "open bracket": "[[[[ \\[b] [",
    "emoji code": ":smile: :warning:",
    "variable": "$background $text [$error]x[/]",
}
SEQUENCES: Mapping[str, str] = {
    "color": "\x1b[31mred\x1b[0m",
    "clear": "\x1b[2J\x1b[H\x1bc",
    "title": "\x1b]0;PWNED\x07 \x1b]2;PWNED\x1b\\",
    "clipboard": "\x1b]52;c;UFdORUQ=\x07",
    "hyperlink": "\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\",
    "device control": "\x1bP+q544e\x1b\\ \x1bP$q\x22p\x1b\\",
    "application command": "\x1b_Gf=24,s=1,v=1;AAAA\x1b\\",
    "privacy": "\x1b^private\x1b\\ \x1bXstart\x1b\\",
    "sixel": "\x1bPq#0;2;0;0;0#0~~@@vv@@~~$-\x1b\\",
    "report": "\x1b[6n\x1b[c\x1b[21t\x1b]10;?\x07",
    "modes": "\x1b[?1049l\x1b[?25h\x1b[?1000h\x1b[?2004l",
    "charset": "\x1b(0lqqk\x0e\x0f\x1b)0",
    "scroll region": "\x1b[1;1r\x1bD\x1bM",
    "unfinished": "ends in \x1b[",
    "unfinished string": "ends in \x1b]0;",
    "8 bit": "\x9b31mred\x9b0m \x9d0;PWNED\x9c \x90q\x9c \x9f x\x9c",
    "paste end": "\x1b[201~q\x1b[200~",
}
CONTROLS: Mapping[str, str] = {
    "C0": "".join(map(chr, range(0x01, 0x20))) + "C0",
    "NUL": "a\x00b",
    "DEL": "a\x7fb\x08c",
    "C1": "".join(map(chr, range(0x80, 0xA0))) + "C1",
    "bell": "\x07" * 20 + "bell",
    "lines": "one\r\ntwo\rthree\nfour\x0bfive\x0csix\x85seven\u2028eight\u2029nine",
    "tabs": "\t\ta\tb\t",
    "spaces": "   a     b\u00a0c\u3000d\u2003e   ",
    "blank": " \t\n ",
    "backspaces": "safe\x08\x08\x08\x08evil",
}
INVISIBLE: Mapping[str, str] = {
    "override": "\u202egnp.exe\u202c \u202dltr\u202c",
    "embedding": "\u202babc\u202a def",
    "isolates": "\u2066a\u2067b\u2068c\u2069 \u2069\u2069",
    "marks": "\u200ea\u200fb\u061cc",
    "zero width": "a\u200bb\u200cc\u200dd\u2060e",
    "zero width alone": "\u200b\u200c\u200d\u2060",
    "byte order mark": "\ufeffa\ufeffb",
    "soft hyphen": "soft\u00adhyphen\u00ad\u00adtwice",
    "tags": "\U000e0001\U000e0041\U000e0042\U000e007fa",
    "annotation": "\ufff9a\ufffab\ufffb",
    "invisible operators": "f\u2061x\u2062y\u2063z\u2064",
    "fillers": "\u115f\u1160\u3164\uffa0x\u2800y\u180ez",
    "shapes": "a\u206ab\u206bc\u206cd\u206de\u206ef\u206f",
    "shorthand": "a\U0001bca0b\U0001d173c",
}
WIDTHS: Mapping[str, str] = {
    "stack": "Z\u0351\u0343\u0357\u0310\u0352\u031b\u0320\u0325a\u0315\u035bl\u0328\u0322g\u0334\u0335o" * 3,
    "tall stack": "e" + "\u0301" * 400,
    "combining first": "\u0301\u0327first",
    "variants": "✂\ufe0f ✂\ufe0e ❤\ufe0f ☎\ufe0e A\ufe0f 7\ufe0f\U000e0100 漢\U000e0100",
    "joined": "👩\u200d👩\u200d👧\u200d👦 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 🧑🏿\u200d🤝\u200d🧑🏻",
    "broken join": "\u200d👩\u200d x\u200dy 👩\u200d\u200d👩",
    "flags": "🇩🇪🇪🇸🇽 🇽x 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "keycaps": "1\ufe0f\u20e3#\ufe0f\u20e3*\u20e3",
    "skin": "👍🏻👍🏿🏿 x🏽",
    "wide": "漢字の長い題名を試験する帳簿の移行計画",
    "wide after one": "x漢字の長い題名を試験する帳簿の移行計画",
    "half and full": "ｱｲｳ ＡＢＣ￥ ｶﾞ",
    "ambiguous": "°±×÷αβя§¶†‡…←↑→↓■□▲△●★☆♀♂♠ⅣＯ①㊗",
    "jamo": "\u1112\u1161\u11ab\u1100\u1173\u11af \u1112\u1112 \u1161\u1161 \ud7b0\ua960",
    "hangul": "각각의 한글 제목은 넓습니다",
    "right to left": "שלום עולם مرحبا بالعالم (1) [2] -3",
    "complex": "क्षत्रिय নমস্কার தமிழ் ไทยทำได้ ျမန္မာ ཨོཾ",
    "big ligature": "﷽ 𒐫 ꧅ ⸻",
    "private": "\ue000\uf8ff\U000f0000\U0010fffd",
    "noncharacters": "\ufdd0\ufdef\U0001fffe\U0010ffff",
    "unassigned": "\u0378\u2fe0\U000e0fff",
    "replacement": "\ufffc\ufffd",
    "pictures": "🀄🃏🅰🈁🉐🌀🗻🚀🛸🜀🟠🤡🥑🦄🧠🪐🫠🫨",
    "old pictures": "☀☎☔♨♿⚡⛄⛪⌚⏰⏳◽⬛⭐⭕〰〽㊗㊙",
    "letters as pictures": "🅐🄰🆒🇦 𝐁𝒞 ⓐ",
}
WORDS: Mapping[str, str] = {
    "empty": "",
    "long word": "x" * LONG,
    "long wide word": "漢" * LONG,
    "long words": "word " * (LONG // 5),
    "long joined": "👩\u200d👧" * 2_000,
    "formula": "=cmd|' /C calc'!A0",
    "formulas": "+1+1 @SUM(A1) -2+3 \t=1",
    "wide formula": "＝1+1",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "entities": "&lt;b&gt; &amp;amp; &#x3c; &nbsp;",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "javascript": "javascript:alert(1) [x](javascript:alert(1)) ![](x)",
    "markdown": "# a * b _c_ `d` ~~e~~ | f | \\ > g\n- h\n1. i\n```",
    "yaml": "!!python/object/apply:os.system ['id'] {a: b} - c: &x *x # y | >",
    "yaml words": "yes no null ~ 1e3 0x1F 12:30 2026-11-23 <<: --- ...",
    "quotes": "'single' \"double\" ''' \"\"\" \\\" \\'",
    "format": "{} {0} {title} {0.__class__} %s %d %(x)s %n ${HOME} $(id) `id` \\x1b \\u202e",
    "sql": "'; DROP TABLE card; -- \" OR 1=1 /* */ ?1 :a",
    "like": "100%_ \\_ \\% %% __ *? GLOB [a-z]",
    "path": "../../../../etc/passwd /dev/null C:\\con ~/.ssh/id_rsa",
    "option": "--help -rf --db=/etc/passwd",
    "numbers": "NaN inf -0 1e400 ٣٤ ²³ ½",
    "card": "ATLAS-1 #1 ODD-99999999999999999999",
    "surrogate pair": "\\ud83d\\ude00 &#xD800;",
    "case": "İıſK ǅ ß ﬀ ΐ",
    "not composed": "A\u030angstro\u0308m \u212b \ufb01 \u2126 \u0344 \u0958",
}
TEXTS: Mapping[str, str] = {
    f"{kind}: {name}": text
    for kind, texts in (
        ("markup", MARKUP),
        ("sequence", SEQUENCES),
        ("control", CONTROLS),
        ("invisible", INVISIBLE),
        ("width", WIDTHS),
        ("word", WORDS),
    )
    for name, text in texts.items()
}
"""Every text of the corpus."""
UNSTORABLE: Mapping[str, str] = {
    "no UTF-8": "a\udcff\udc9bb",
    "half a character": "a\udced\udca0\udc80b",
}
"""Arguments of bytes that are no UTF-8, as Python hands them on."""

HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0001\ud800-\udfff]"
)
"""What no output may hold: C0 but tab and newline, DEL, C1, line separators, bidi controls, surrogates."""


def named(text: str) -> str:
    """The harmful characters of a text, for a message."""
    found = sorted(set(HARMFUL.findall(text)))
    return ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, 'CONTROL')}" for one in found)
