import { COLORS } from '../colors.ts'

/**
 * The colors of the lines in the order of the palette, for both backgrounds: a blue, an orange, a green and a purple that the color-blind tell apart. Each
 * has a contrast of 3 at least, texts one of 4.5.
 */
const LIGHT = `
  --page: #ffffff; --text: #1d2127; --soft: #59616c; --edge: #d5d9de; --grid: #e8eaed; --link: #0a58b5;
  --c0: #0b6bb8; --c1: #c8500a; --c2: #00875f; --c3: #a4508b;`
const DARK = `
  --page: #14171c; --text: #e4e7eb; --soft: #a0a8b3; --edge: #3a414b; --grid: #262b33; --link: #7ab8f5;
  --c0: #58b0ec; --c1: #f08b3e; --c2: #2fbf91; --c3: #d58cc0;`

const colors = Array.from({ length: COLORS }, (_, color) => `.c${color} { --c: var(--c${color}); }`).join('\n')

/** The style of the page, without the characters that are escaped. */
export const style: string = `
:root { color-scheme: light dark; ${LIGHT}
}
@media screen and (prefers-color-scheme: dark) {
:root { ${DARK}
} }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, Segoe UI, Roboto, sans-serif; }
main { max-width: 78rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--edge); }
p, ul { max-width: 46rem; margin: .5rem 0; }
li + li { margin-top: .25rem; }
.lead { font-size: 1.0625rem; }
.soft { color: var(--soft); font-size: .9375rem; }
p:not(.soft) + .soft { margin-top: .125rem; }
.soft + p:not(.soft) { margin-top: 1rem; }
a { color: var(--link); }
nav ul { max-width: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
nav li + li { margin: 0; }
figure { margin: 0; }
td, th, li, figcaption { unicode-bidi: isolate; }
.scroll { overflow-x: auto; margin: .75rem 0; }
.scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .9375rem; overflow-wrap: break-word; }
th, td { padding: .35rem .75rem; border-bottom: 1px solid var(--edge); text-align: left; vertical-align: top; font-weight: 400; }
th { max-width: min(20rem, 45vw); }
th:first-child { padding-left: 0; position: sticky; left: 0; background: var(--page); }
thead th { color: var(--soft); vertical-align: bottom; }
.numbers th:not(:first-child), .numbers td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.numbers thead th:not(:first-child) { white-space: normal; }
.numbers tbody th { min-width: 6.5rem; }
.text td { max-width: max(20rem, min(36rem, 60vw)); }
.plots { display: grid; gap: 1.5rem 2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); margin: 1rem 0; }
.plot { min-width: 0; max-width: 30rem; break-inside: avoid; }
.plot figcaption { font-weight: 600; }
.plot svg { display: block; width: 100%; height: auto; font-size: 12px; fill: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: .125rem 1rem; margin: 0; padding: 0; list-style: none; font-size: .875rem; }
.legend li { margin: 0; }
.legend svg { display: inline; width: 1.5rem; height: .75rem; margin-right: .4rem; }
${colors}
.cs { --c: var(--soft); }
path { fill: none; }
.grid { stroke: var(--grid); }
.axis { stroke: var(--soft); }
.line path { stroke: var(--c); stroke-width: 2; stroke-linejoin: round; }
.cs.line path { stroke-width: 1.25; }
.dashed path { stroke-dasharray: 7 4; }
.dotted path { stroke-dasharray: 1.5 4; stroke-linecap: round; }
circle { fill: var(--c); }
.bars rect { fill: var(--c); }
.hover { fill: transparent; }
.hover:hover { fill: var(--text); fill-opacity: .1; }
.pictures { display: grid; gap: 1rem; margin: 1rem 0; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); }
.pictures.large { grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); }
.pictures img { display: block; width: 100%; max-width: 9rem; height: auto; image-rendering: pixelated; border: 1px solid var(--edge); }
.pictures.large img { max-width: 30rem; }
.pictures figure { break-inside: avoid; }
.pictures figcaption { margin-top: .25rem; font-size: .875rem; line-height: 1.4; white-space: pre-line; }
@media print {
  main { max-width: none; padding: 0; }
  nav, .hover { display: none; }
  .scroll { overflow: visible; }
  h2 { break-after: avoid; }
}
`
