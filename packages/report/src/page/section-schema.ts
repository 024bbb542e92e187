import {
  boolean,
  either,
  Fault,
  type Fields,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  type Schema,
  text,
  value,
} from '@thinned/schema'
import { COLORS } from '../colors.ts'
import type { Axis, Block, Line, Picture, Plot, Section } from './block.ts'

/** A schema, and a sentence on what it cannot say: how parts belong together. */
function checked<T>(schema: Schema<T>, faultOf: (value: T) => string | undefined): Schema<T> {
  return {
    takes: schema.takes,
    read(given, path) {
      const read = schema.read(given, path)
      const takes = faultOf(read)
      if (takes) throw new Fault(path, given, takes)
      return read
    },
  }
}

const axis: Schema<Axis> = /* @__PURE__ */ checked(
  /* @__PURE__ */ object({
    label: text,
    unit: optional(text),
    scale: optional(oneOf('linear', 'log')),
    from: optional(number()),
    to: optional(number()),
  } satisfies Fields<Axis>) as Schema<Axis>,
  ({ scale, from, to }) => {
    if (from !== undefined && to !== undefined && !(from < to)) return 'an axis whose from is below its to'
    if (scale === 'log' && [from, to].some((end) => end !== undefined && end <= 0)) return 'ends above 0 on a log axis'
    return undefined
  },
)

const point = /* @__PURE__ */ value<Line['points'][number]>(
  'a point [x, y] of numbers; null as y leaves a gap',
  (given) =>
    Array.isArray(given) &&
    given.length === 2 &&
    typeof given[0] === 'number' &&
    (given[1] === null || typeof given[1] === 'number'),
)

const line: Schema<Line> = /* @__PURE__ */ object({
  label: text,
  color: either<number | 'soft'>(integer({ from: 0, to: COLORS - 1 }), oneOf('soft')),
  dash: optional(oneOf('solid', 'dashed', 'dotted')),
  shape: optional(oneOf('line', 'bars', 'marks')),
  points: list(point),
} satisfies Fields<Line>) as Schema<Line>

const plot: Schema<Plot> = /* @__PURE__ */ object({
  title: text,
  x: axis,
  y: axis,
  lines: list(line),
} satisfies Fields<Plot>)

const picture: Schema<Picture> = /* @__PURE__ */ checked(
  /* @__PURE__ */ object({
    pixels: value<Uint8Array>(
      'a Uint8Array of pixels',
      (given) => Object.prototype.toString.call(given) === '[object Uint8Array]',
    ),
    height: integer({ from: 1 }),
    width: integer({ from: 1 }),
    channels: oneOf(1, 3),
    alt: text,
    caption: text,
  } satisfies Fields<Picture>),
  ({ pixels, height, width, channels }) =>
    pixels.length === height * width * channels
      ? undefined
      : `height · width · channels = ${height * width * channels} pixels, where it has ${pixels.length}`,
)

type Kind = Block['kind']
type BlockOf<K extends Kind> = Extract<Block, { readonly kind: K }>

const kinds: { readonly [K in Kind]: Schema<Block> } = /* @__PURE__ */ (() =>
  ({
    heading: object({ kind: oneOf('heading'), text } satisfies Fields<BlockOf<'heading'>>),
    text: object({ kind: oneOf('text'), text, soft: optional(boolean) } satisfies Fields<BlockOf<'text'>>),
    list: object({ kind: oneOf('list'), items: list(text) } satisfies Fields<BlockOf<'list'>>),
    table: checked(
      object({
        kind: oneOf('table'),
        heads: list(text),
        rows: list(list(text, 'a list of texts')),
        align: optional(oneOf('numbers', 'text')),
      } satisfies Fields<BlockOf<'table'>>),
      ({ heads, rows }) => {
        const wrong = rows.findIndex((row) => row.length !== heads.length)
        return wrong < 0
          ? undefined
          : `as many cells in each row as heads, ${heads.length}, where rows[${wrong}] has ${rows[wrong]!.length}`
      },
    ),
    plots: object({ kind: oneOf('plots'), plots: list(plot) } satisfies Fields<BlockOf<'plots'>>),
    pictures: object({
      kind: oneOf('pictures'),
      pictures: list(picture),
      size: optional(oneOf('small', 'large')),
    } satisfies Fields<BlockOf<'pictures'>>),
  }) satisfies { readonly [K in Kind]: unknown })() as { readonly [K in Kind]: Schema<Block> }

/** A part of a section. */
export const block: Schema<Block> = {
  takes: `a block whose kind is ${/* @__PURE__ */ oneOf(...Object.keys(kinds)).takes}`,
  read(given, path) {
    const kind: unknown = Object(given).kind
    if (typeof kind !== 'string' || !Object.hasOwn(kinds, kind)) throw new Fault(path, given, this.takes)
    return kinds[kind as Kind].read(given, path)
  },
}

/** A section of the caller's own. */
export const section: Schema<Section> = /* @__PURE__ */ object({
  title: text,
  blocks: list(block),
} satisfies Fields<Section>)

const leads = /* @__PURE__ */ either<string | readonly (string | Block)[]>(
  text,
  /* @__PURE__ */ list(/* @__PURE__ */ either<string | Block>(text, block)),
)

/** What stands under a title: a sentence is a list of one. */
export const lead: Schema<readonly (string | Block)[]> = {
  takes: leads.takes,
  read(given, path) {
    const read = leads.read(given, path)
    return typeof read === 'string' ? [read] : read
  },
}
