import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsed } from '../test/parsed.ts'
import { runOf } from '../test/runs.ts'
import { page, ReportError, report, type Section } from './index.ts'

/** A page with these texts in every place where text can stand. */
function pageOf(texts: () => string): string {
  const axis = () => ({ label: texts(), unit: texts() })
  const sections: Section[] = [
    { title: texts(), blocks: [] },
    {
      title: texts(),
      blocks: [
        { kind: 'heading', text: texts() },
        { kind: 'text', text: texts() },
        { kind: 'list', items: [texts(), texts()] },
        { kind: 'table', heads: [texts(), texts()], rows: [[texts(), texts()]] },
        {
          kind: 'plots',
          plots: [
            {
              title: texts(),
              x: axis(),
              y: axis(),
              lines: (['line', 'bars', 'marks'] as const).map((shape, color) => ({
                label: texts(),
                color,
                shape,
                points: [
                  [1, 2],
                  [2, 3],
                ],
              })),
            },
          ],
        },
        {
          kind: 'pictures',
          pictures: [{ pixels: Uint8Array.of(1), height: 1, width: 1, channels: 1, alt: texts(), caption: texts() }],
        },
      ],
    },
  ]
  const run = runOf(2, () => ({ metrics: { [texts()]: 1 }, validationMetrics: { [texts()]: 2 } }))
  const settings = { [texts()]: texts() }
  return report(
    { [`a ${texts()}`]: run, [`b ${texts()}`]: run },
    { title: texts(), lead: [texts(), { kind: 'list', items: [texts()] }], settings, sections },
  )
}

const shapeOf = ({ elements }: ReturnType<typeof parsed>) =>
  elements.map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '))

describe('text is never markup', () => {
  const hostile = [
    '</title><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '<!-- ',
    '--> ]]> </svg></style>',
    '&lt;b&gt;&amp;',
    '<svg><foreignObject><p>',
    'javascript:alert(1)',
    '\u0000<\u0001\ud800\u007f\ufffe',
    '\r\n\t',
  ]
  const plain = shapeOf(parsed(pageOf(() => 'text')))

  test.each(hostile)('%j', (text) => {
    expect(shapeOf(parsed(pageOf(() => text)))).toEqual(plain)
  })

  test('any texts: a browser reads the same elements and attributes, and mends nothing', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom(...hostile))),
        (stream) => {
          const page = parsed(pageOf(() => `x${stream.next().value}`))
          // Metrics of one name share a plot.
          expect(new Set(shapeOf(page))).toEqual(new Set(plain))
          expect(page.faults).toEqual([])
        },
      ),
      { numRuns: 8 },
    )
  })

  test('it is read as it was given, in texts and in attributes', () => {
    const text = `<b>"'&amp;\`</b> é 😀`
    const { elements } = parsed(pageOf(() => text))
    for (const name of ['title', 'h1', 'p', 'li', 'td', 'figcaption', 'a'])
      expect(elements.find((each) => each.name === name && each.text === text)?.text, name).toBe(text)
    expect(elements.find(({ name }) => name === 'img')!.attributes['alt']).toBe(text)
    expect(elements.findLast(({ attributes }) => attributes['role'] === 'img')!.attributes['aria-label']).toContain(
      text,
    )
  })
})

describe('the page', () => {
  const html = report({ a: runOf(30), b: runOf(20) }, { title: 'Digits', settings: { epochs: 30 } })
  const { elements, faults } = parsed(html)

  test('is a document without a script that loads nothing', () => {
    expect(html.startsWith('<!doctype html>\n<html lang="en"><head><meta charset="utf-8">')).toBe(true)
    expect(faults).toEqual([])
    expect(elements.filter(({ name }) => /^(?:script|link|iframe|object|embed|base|form)$/.test(name))).toEqual([])
    const policy = elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')!
    expect(policy.attributes['content']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src data:;/)
    const addresses = elements.flatMap(({ attributes: { src, href } }) => [src ?? href ?? '#'])
    expect(addresses.filter((address) => !/^(?:#|data:image\/png;base64,)/.test(address))).toEqual([])
    expect(html).not.toMatch(/https?:|url\(|@import/)
  })

  test('has a style that is written without what would be escaped', () => {
    expect(elements.find(({ name }) => name === 'style')!.text).not.toContain('&#')
  })

  test('has headings in order, named plots and tables, and unique ids', () => {
    const levels = elements.flatMap(({ name }) => (/^h\d$/.test(name) ? [Number(name[1])] : []))
    expect(levels).toEqual([1, 2, 2])
    const named = elements.filter(({ attributes }) => ['img', 'region'].includes(attributes['role']!))
    expect(named).toHaveLength(8)
    expect(named.filter(({ attributes }) => !attributes['aria-label'])).toEqual([])
    const ids = elements.flatMap(({ attributes: { id } }) => id ?? [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('is the same bytes for the same numbers, whatever the time was', () => {
    expect(report({ a: runOf(30), b: runOf(20) }, { title: 'Digits', settings: { epochs: 30 } })).toBe(html)
  })

  test('knows no undefined, NaN or object', () => {
    const gappy = runOf(20, (epoch) => (epoch % 3 ? {} : { loss: Number.NaN, validationLoss: Infinity, error: null }))
    for (const given of [
      gappy,
      runOf(1),
      runOf(3, () => ({ loss: undefined, thinnedLoss: undefined, error: Number.NaN })),
    ])
      expect(report(given).replace(/<style>.*?<\/style>/s, '')).not.toMatch(/undefined|NaN|Infinity|\[object/)
  })

  test('of thousands of epochs is small', () => {
    expect(report(runOf(5000)).length).toBeLessThan(70_000)
  })

  test('has a list of its sections where there are many', () => {
    const section = { title: 'Mine', blocks: [] }
    const links = (count: number) =>
      parsed(report(runOf(2), { sections: Array(count).fill(section) })).elements.filter(({ name }) => name === 'a')
    expect(links(2)).toEqual([])
    expect(links(3).map(({ text, attributes }) => [text, attributes['href']])).toEqual([
      ['Learning curves', '#section-1'],
      ['Mine', '#section-2'],
      ['Mine', '#section-3'],
      ['Mine', '#section-4'],
    ])
  })
})

describe('settings', () => {
  test('are a table in their order, and absent without any', () => {
    const { elements } = parsed(report(runOf(2), { settings: { keep: 0.5, loss: 'mse', resumed: false } }))
    expect(
      elements
        .filter(({ name }) => name === 'tr')
        .slice(-3)
        .map(({ text }) => text),
    ).toEqual(['keep0.5', 'lossmse', 'resumedfalse'])
    expect(report(runOf(2), { settings: {} })).toBe(report(runOf(2)))
  })

  test('are numbers in full: those of a run that is made again', () => {
    const { elements } = parsed(report(runOf(2), { settings: { seed: 4294967295, rate: 0.0123456, shift: -1e-7 } }))
    const cells = elements.filter(({ name }) => name === 'td').slice(-3)
    expect(cells.map(({ text }) => text)).toEqual(['4294967295', '0.0123456', '−1e−7'])
  })
})

describe('what it refuses', () => {
  const section = (block: unknown) => ({ sections: [{ title: 'a', blocks: [block] }] })
  const plots = (part: object) =>
    section({ kind: 'plots', plots: [{ title: 'a', x: { label: 'x' }, y: { label: 'y' }, lines: [], ...part }] })
  const line = (part: object) => plots({ lines: [{ label: 'l', color: 0, points: [], ...part }] })
  const run = runOf(1)
  const cases: readonly (readonly [given: unknown, options: unknown, message: string])[] = [
    [undefined, {}, 'report was given undefined; it takes a run, as await fit(…) gives it, or runs by name'],
    [
      { history: [] },
      {},
      'report was given a run with no epochs; there is nothing to report until the first has ended',
    ],
    [{ a: { history: [] } }, {}, "report was given a run with no epochs as 'a'"],
    [Promise.resolve(run), {}, 'report was given a Promise; await the run first: report(await fit(…)).'],
    [{ a: Promise.resolve(run) }, {}, "report was given a Promise as 'a'; await the run first"],
    [{ kind: 'sequential', params: {} }, {}, 'report was given { kind, params }; it takes a run'],
    [{ a: run, b: 3 }, {}, "report was given 3 as 'b'; it takes a run"],
    [{ history: [...run.history, 1] }, {}, 'a run whose history[1] is 1; it takes the epoch records of fit'],
    [{ a: run, b: run, c: run, d: run, e: run }, {}, 'report was given 5 runs; it takes up to 4'],
    [{ '': run }, {}, "report was given a run with the name ''; give it one"],
    [{ ...run, warnings: ['no'] }, {}, 'report was given a run with the warnings ["no"]; it takes those of fit'],
    [run, 5, 'report was given 5 as its options'],
    [run, { titel: 'x' }, 'titel is not an option of report; write title.'],
    [run, { lead: 5 }, 'report was given lead 5; it takes a text, or a list'],
    [
      run,
      { settings: { a: null } },
      'report was given settings.a null; it takes a text, or a finite number, or true or false',
    ],
    [run, { sections: {} }, 'report was given sections {}; it takes a list of sections { title, blocks }'],
    [
      run,
      section({ kind: 'html', html: '<b>' }),
      "it takes a block whose kind is 'heading', 'text', 'list', 'table', 'plots' or 'pictures'",
    ],
    [run, section({ kind: '__proto__' }), 'it takes a block whose kind is'],
    [run, section({ kind: 'text', txt: 'a' }), 'sections[0].blocks[0].txt is not an option of report; write text.'],
    [
      run,
      section({ kind: 'table', heads: ['a'], rows: [['b'], ['c', 'd']] }),
      'as many cells in each row as heads, 1, where rows[1] has 2',
    ],
    [run, plots({ y: { label: 'y', scale: 'log', from: 0 } }), 'it takes ends above 0 on a log axis'],
    [run, plots({ y: { label: 'y', from: 1, to: 1 } }), 'an axis whose from is below its to'],
    [run, line({ color: 4 }), "lines[0].color 4; it takes an integer from 0 to 3, or 'soft'"],
    [run, line({ points: [[1, undefined]] }), 'it takes a point [x, y] of numbers; null as y leaves a gap'],
    [
      run,
      section({
        kind: 'pictures',
        pictures: [{ pixels: new Uint8Array(3), height: 1, width: 2, channels: 1, alt: '', caption: '' }],
      }),
      'height · width · channels = 2 pixels, where it has 3',
    ],
  ]
  test.each(cases.map(([given, options, message]) => [message, given, options] as const))(
    '%s',
    (message, given, options) => {
      let refusal: unknown
      try {
        report(given as never, options as never)
      } catch (error) {
        refusal = error
      }
      expect(refusal).toBeInstanceOf(ReportError)
      expect((refusal as Error).message).toContain(message)
    },
  )
})

describe('a page without a run', () => {
  const sections: Section[] = [{ title: 'Dead <units>', blocks: [{ kind: 'text', text: 'None & never.' }] }]

  test('shows its lead and its sections, escaped as in a report', () => {
    const html = page({ title: 'Units', lead: 'Of one network.', sections })
    expect(html).toContain('<h1>Units</h1><p class="lead">Of one network.</p>')
    expect(html).toContain('Dead &#60;units&#62;</h2><p>None &#38; never.</p>')
    expect(parsed(html).elements.map(({ name }) => name)).not.toContain('units')
  })

  test('refuses what is no section', () => {
    expect(() => page({ title: 'Units', sections: ['Dead'] as never })).toThrow(ReportError)
    expect(() => page({ sections } as never)).toThrow('page was given no title; it takes')
  })
})
