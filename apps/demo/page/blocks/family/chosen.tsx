import { Field } from '../../kit/controls.tsx'
import { Formula } from '../../kit/formula.ts'
import { Plot } from '../../kit/plot.tsx'
import { Shown, showNumber } from '../../kit/shown.tsx'
import type { Agreement, Measured } from './compute.ts'
import type { Member } from './members.ts'
import type { Picture } from './picture.ts'
import { state } from './state.ts'
import { LargeTiles } from './tiles.tsx'
import type { Answer } from './worker.ts'

interface ChosenProps {
  readonly member: Member
  readonly picture: Answer<Picture> | undefined
  readonly measured: Answer<Measured> | undefined
  readonly onClose: () => void
}

/** What is known of one variant: its mask in this step, its formula and paper, and its moments as declared and as measured. */
export function Chosen({ member, picture, measured, onClose }: ChosenProps) {
  const refused = [picture, measured].find((answer) => answer !== undefined && 'refused' in answer)
  return (
    <section class="chosen" aria-label={member.name} data-variant={member.name}>
      <div class="chosen-head">
        <h3>{member.name}</h3>
        <button type="button" name="close" onClick={onClose}>
          Close
        </button>
      </div>
      <div class="controls">
        {member.hasKeep && <Field of={state} name="keep" />}
        <Field of={state} name="step" />
        {member.choices.length > 1 && <Choices choices={member.choices} />}
      </div>
      <div class="pair">
        <div class="side">
          {refused && 'refused' in refused && (
            <p class="problem" role="alert">
              {refused.refused}
            </p>
          )}
          {picture && 'is' in picture && (
            <>
              <LargeTiles
                picture={picture.is}
                width={432}
                height={330}
                label={`What ${member.name} does in this step: it drops ${member.drops}.`}
              />
              <p class="soft">{axesOf(picture.is)}</p>
              <Legend picture={picture.is} />
            </>
          )}
        </div>
        <div class="side">
          <dl class="facts">
            <dt>{member.drops.startsWith('nothing') ? 'Effect' : 'Drops'}</dt>
            <dd>{member.drops}</dd>
            <dt>Result of x</dt>
            <dd>
              <Formula>{member.formula}</Formula>
            </dd>
            {member.moments && (
              <>
                <dt>Mean</dt>
                <dd>
                  <Formula>{member.moments.mean}</Formula>
                </dd>
                <dt>Variance</dt>
                <dd>
                  <Formula>{member.moments.variance}</Formula>
                </dd>
              </>
            )}
            <dt>Evaluation</dt>
            <dd>{member.evaluation}</dd>
            <dt>Source</dt>
            <dd>
              <a href={member.link}>{member.source}</a>
            </dd>
            <dt>Import</dt>
            <dd>
              <code>{member.importLine}</code>
            </dd>
            <dt>Shown with</dt>
            <dd>{shownWith(member)}</dd>
          </dl>
        </div>
      </div>
      {measured && 'is' in measured && <Moments member={member} measured={measured.is} />}
    </section>
  )
}

function shownWith({ hasKeep, hasParameters, choices }: Member): string {
  const { keep, setting, seed, step } = state.values.value
  const others = choices[setting] ?? choices[0]!
  const settings = [...(hasKeep ? [`keep ${keep.toFixed(2)}`] : []), ...(others === 'defaults' ? [] : [others])]
  const parameters = hasParameters ? '; its parameters have their initial values' : ''
  return `${settings.join(', ')}; key ${seed}, step ${step}${parameters}`
}

function Choices({ choices }: { choices: readonly string[] }) {
  return (
    <label class="field">
      Further settings
      <select
        name="setting"
        value={state.values.value.setting}
        onChange={(event) => state.set({ setting: Number(event.currentTarget.value) })}
      >
        {choices.map((choice, i) => (
          <option key={choice} value={i}>
            {choice}
          </option>
        ))}
      </select>
    </label>
  )
}

const plural = (name: string): string => `${name}s`.replace(/ys$/, 'ies').replace('keies', 'keys')

/** What the sides of a picture count: 'Tiles: examples down, channels across. In a tile: rows down, columns across.' */
function axesOf({ down, across, y, x }: Picture): string {
  const sides = (first: Picture['y'], second: Picture['y']): string =>
    [first.name && `${plural(first.name)} down`, second.name && `${plural(second.name)} across`]
      .filter(Boolean)
      .join(', ')
  const tiles = sides(down, across)
  return tiles
    ? `Tiles: ${tiles}. In a tile: ${sides(y, x)}.`
    : `${sides(y, x)}.`.replace(/^./, (letter) => letter.toUpperCase())
}

function Legend({ picture }: { picture: Picture }) {
  if (!picture.isSelect)
    return (
      <p class="soft legend-line">
        <span class="ramp" aria-hidden="true" /> less than 1 … 1 … more than 1
      </p>
    )
  const dropped = {
    select: picture.isReplaced ? 'dropped, becomes another value' : 'dropped, becomes 0',
    remove: 'removed',
    skip: 'skipped',
    multiply: '',
    add: '',
  }[picture.form]
  return (
    <p class="soft legend-line">
      <span class="swatch" aria-hidden="true" /> kept{' '}
      <span class={`swatch ${picture.isReplaced ? 'replaced' : 'hollow'}`} aria-hidden="true" /> {dropped}
    </p>
  )
}

const RESULTS = {
  ones: 'results of inputs of 1',
  normal: 'results of inputs x ~ N(0, 1)',
  weights: 'weights, relative to their values in evaluation',
} as const

function Moments({ member, measured }: { member: Member; measured: Measured }) {
  const { mean, variance, draws, shape, shares, binWidth } = measured
  const results = RESULTS[member.on]
  return (
    <div class="pair">
      <Plot
        title="Histogram"
        label={`The distribution of ${results}: ${shares.length} ${binWidth === undefined ? 'values' : 'bins'}.`}
        x={{ label: results, ...reach(shares) }}
        y={{ label: 'share', from: 0, to: 1.2 * Math.max(...shares.map(([, share]) => share)) }}
        height={190}
        series={[{ name: 'measured', color: 0, kind: 'bars', points: shares }]}
      >
        {(x, y) =>
          shares.length <= 4 &&
          shares.map(([value, share]) => (
            <text key={value} x={x(value)} y={y(share) - 5} text-anchor="middle">
              {showNumber(value, 2).replace(/\.?0+$/, '')}
            </text>
          ))
        }
      </Plot>
      <div class="side">
        <table>
          <caption>Declared, and measured over {draws.toLocaleString('en-US')} independent draws</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">declared</th>
              <th scope="col">measured ± standard error</th>
            </tr>
          </thead>
          <tbody>
            <Row name="mean" agreement={mean} />
            <Row name="variance" agreement={variance} />
          </tbody>
        </table>
        <Distances mean={mean} variance={variance} />
        <p class="soft">
          Both are of {results}
          {shape.length > 1 && `, in examples of ${shape.join(' × ')}`}.
        </p>
      </div>
    </div>
  )
}

/** The axis of the histogram, with room at both ends. */
function reach(shares: Measured['shares']): { readonly from: number; readonly to: number } {
  const [from, to] = [shares[0]![0], shares.at(-1)![0]]
  const room = Math.max(0.12 * (to - from), shares.length === 1 ? 0.5 : 0)
  return { from: from - room, to: to + room }
}

function Row({ name, agreement }: { readonly name: 'mean' | 'variance'; readonly agreement: Agreement }) {
  const { declared, measured, error } = agreement
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Shown name={`declared-${name}`} value={declared} />
      </td>
      <td>
        <Shown name={`measured-${name}`} value={measured} /> ± <Shown name={`error-${name}`} value={error} digits={4} />
      </td>
    </tr>
  )
}

/** How far the measured numbers lie from the declared ones, in standard errors. */
function Distances({ mean, variance }: { mean: Agreement; variance: Agreement }) {
  const reach = 4
  const distance = ({ declared, measured, error }: Agreement): number =>
    error === 0 ? 0 : (measured - declared) / error
  const rows = [
    { name: 'mean', at: distance(mean) },
    { name: 'variance', at: distance(variance) },
  ]
  const x = (value: number): number => 90 + ((Math.max(-reach, Math.min(reach, value)) + reach) / (2 * reach)) * 300
  const told = rows.map(({ name, at }) => `${name} ${at.toFixed(1)}`).join(', ')
  return (
    <figure class="plot distances">
      <svg viewBox="0 0 420 92" role="img" aria-label={`Measured less declared, in standard errors: ${told}.`}>
        <rect class="band c0" x={x(-2)} width={x(2) - x(-2)} y="4" height="58" />
        <line class="axis" x1={x(0)} x2={x(0)} y1="4" y2="62" />
        {rows.map(({ name, at }, i) => (
          <g key={name} class="c1">
            <text x="80" y={20 + 28 * i} dy="0.32em" text-anchor="end">
              {name}
            </text>
            <line class="grid" x1={x(-reach)} x2={x(reach)} y1={20 + 28 * i} y2={20 + 28 * i} />
            <circle class="mark" cx={x(at)} cy={20 + 28 * i} r="5" />
          </g>
        ))}
        {[-4, -2, 0, 2, 4].map((tick) => (
          <text key={tick} x={x(tick)} y="74" text-anchor="middle">
            {tick === 0 ? 'declared' : `${tick > 0 ? '+' : '−'}${Math.abs(tick)}`}
          </text>
        ))}
        <text class="axis-name" x={x(reach)} y="90" text-anchor="end">
          standard errors; about 95 of 100 measurements fall in the band
        </text>
      </svg>
    </figure>
  )
}
