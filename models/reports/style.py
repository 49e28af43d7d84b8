"""How the HTML report looks: a calm page, gray for what is secondary, color only where it means something."""

STYLE = """
:root { --ground: #fff; --ink: #1d232b; --gray: #5b6572; --rule: #d9dee4; --soft: #f4f6f8;
  --red: #b3261e; --amber: #8a5300; --green: #1d6b39; --bar: #3b6ea5; --link: #1f5fa8; }
@media (prefers-color-scheme: dark) { :root { --ground: #15191e; --ink: #e4e8ec; --gray: #9aa5b1;
  --rule: #333b44; --soft: #1d2229; --red: #ff8a80; --amber: #f2b352; --green: #7fce96; --bar: #6fa3d8;
  --link: #8fbcf0; } }
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
body { margin: 0; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; padding-bottom: .25rem;
  border-bottom: 1px solid var(--rule); }
h3 { font-size: 1rem; margin: 1.5rem 0 .35rem; }
h2 span, h3 span { font-weight: 600; font-size: .875rem; margin-left: .5rem; }
p, ul { margin: .4rem 0; max-width: 48rem; }
ul { padding-left: 1.25rem; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
.made, .quiet { color: var(--gray); }
.strong { font-weight: 600; }
.red, .amber, .green { font-weight: 600; }
.red { color: var(--red); }
.amber { color: var(--amber); }
.green { color: var(--green); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem 1.5rem;
  margin: 1rem 0; }
.facts dt { color: var(--gray); font-size: .8125rem; }
.facts dd { margin: 0; }
.wide { overflow-x: auto; margin: .75rem 0; }
.wide:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: start; vertical-align: top; padding: .35rem 1.25rem .35rem 0;
  border-bottom: 1px solid var(--rule); overflow-wrap: normal; }
.long { overflow-wrap: anywhere; min-width: 12rem; }
thead th { color: var(--gray); font-weight: 500; vertical-align: bottom; }
tbody th { font-weight: 500; min-width: 6rem; }
.number { text-align: end; }
td.number, .share, .whole { white-space: nowrap; }
.bar { display: inline-block; width: 3.5rem; height: .5rem; margin-right: .5rem; background: var(--rule);
  border-radius: .25rem; overflow: hidden; vertical-align: .05rem; }
.many th, .many td { padding-right: .8rem; }
@media (max-width: 70rem) { .many .bar { display: none; } .many { font-size: .8125rem; }
  .many th, .many td { padding-right: .6rem; } }
.bar i { display: block; height: 100%; background: var(--bar); }
@media (max-width: 40rem) { main { padding: 1.25rem 1rem 3rem; } h1 { font-size: 1.4rem; }
  .facts { grid-template-columns: 1fr 1fr; gap: .6rem 1rem; } }
@media print { :root { --ground: #fff; --ink: #000; --gray: #444; --rule: #bbb; --red: #a00; --amber: #734500;
  --green: #14532d; --bar: #444; --link: #000; } @page { margin: 12mm; }
  html { font-size: 10pt; } main { max-width: none; padding: 0; } .wide { overflow: visible; }
  table { font-size: 7.5pt; } th, td { padding-right: .6rem; }
  tbody th { min-width: 4rem; } .long { min-width: 5rem; } td .bar { display: none; }
  h2, h3, h3 + p, thead { break-after: avoid; } tr, .facts div, li { break-inside: avoid; }
  .bar { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""
