import { Fragment } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { connect, prefersStill } from '../../kit/connect.ts'
import { Failed, Field, Player, Problems } from '../../kit/controls.tsx'
import { useLatest } from '../../kit/latest.ts'
import { useOnScreen } from '../../kit/on-screen.ts'
import { Shown } from '../../kit/shown.tsx'
import { Card } from './card.tsx'
import { Chosen } from './chosen.tsx'
import { state } from './state.ts'
import type { api } from './worker.ts'
import './figure.css'

/** Milliseconds between two steps that play: time to compare two masks. */
const PAUSE = 1200

export default function Figure() {
  const [failure, setFailure] = useState<string>()
  const [playing, setPlaying] = useState(!prefersStill())
  const work = () =>
    connect<typeof api>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }), setFailure)
  const remote = useMemo(work, [])
  const [isMeasuring, setMeasuring] = useState(false)
  const measurer = useMemo(() => (isMeasuring ? work() : undefined), [isMeasuring]) // so that measuring holds up no picture
  const { variant, group, keep, seed, step, setting } = state.values.value
  const members = useLatest([], () => Promise.resolve(remote.members()), setFailure)
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const chosen = members?.find(({ name }) => name === variant)
  const shown = members?.filter((member) => group === 'all' || member.group === group || member === chosen) ?? []

  const others = shown.filter(({ name }) => name !== chosen?.name && seen.has(name)).map(({ name }) => name)
  const pictures = useLatest(
    [others.join(), keep, seed, step],
    (names, keep, seed, step) =>
      Promise.resolve(remote.pictures(names === '' ? [] : names.split(','), { keep, seed, step, setting: 0 })),
    setFailure,
  )
  const own = useLatest(
    [chosen?.name, keep, seed, step, setting],
    async (name, keep, seed, step, setting) =>
      name === undefined ? undefined : remote.pictures([name], { keep, seed, step, setting }),
    setFailure,
  )
  const measured = useLatest(
    [measurer, chosen?.name, keep, seed, setting],
    async (measurer, name, keep, seed, setting) =>
      measurer && name !== undefined
        ? { name, answer: await measurer.measure(name, { keep, seed, setting }) }
        : undefined,
    setFailure,
  )

  useEffect(() => {
    if (chosen) setMeasuring(true)
  }, [chosen])

  const place = useRef<HTMLDivElement>(null)
  usePlay(playing, place)

  if (failure !== undefined) return <Failed message={failure} />
  return (
    <div class="family" ref={place} data-step={step} data-members={members?.length}>
      <Problems of={state} />
      {members && variant !== '' && !chosen && (
        <p class="problem" role="alert">
          The address chooses the variant {variant}, which does not exist. Choose one of the cards.
        </p>
      )}
      {chosen && setting >= chosen.choices.length && (
        <p class="problem" role="alert">
          The address chooses the settings {setting} of {variant}, which has {chosen.choices.length}, counted from 0.
          Its first ones are shown.
        </p>
      )}
      <div class="controls">
        <Player
          what="Steps of training"
          playing={playing}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onStep={() => {
            setPlaying(false)
            next()
          }}
          onReset={() => state.set({ step: 0 })}
        />
        <Field of={state} name="keep" />
        <Field of={state} name="step" />
        <Field of={state} name="seed" />
        <Field of={state} name="group" />
      </div>
      <p class="soft">
        <Shown name="members" value={members?.length} digits={0} /> variants in step{' '}
        <Shown name="step" value={step} digits={0} /> on a small batch: three examples of four channels with 8 × 8
        pixels where a variant takes images, otherwise its own kind of input; computed by the reference in plain
        TypeScript.{' '}
        <span class="sign">
          <span class="swatch" aria-hidden="true" /> kept,
        </span>{' '}
        <span class="sign">
          <span class="swatch hollow" aria-hidden="true" /> dropped,
        </span>{' '}
        <span class="sign">
          <span class="swatch replaced" aria-hidden="true" /> dropped to another value than 0,
        </span>{' '}
        <span class="sign">
          <span class="ramp" aria-hidden="true" /> noise below and above 1.
        </span>
      </p>
      {members === undefined && <p class="waiting">The library is loaded …</p>}
      <ul class="cards" aria-label="Variants of dropout">
        {shown.map((member) => (
          <Fragment key={member.name}>
            <Card
              member={member}
              picture={(member === chosen ? own : pictures)?.get(member.name)}
              isChosen={member === chosen}
              onChoose={() => state.set({ variant: member === chosen ? '' : member.name, setting: 0 })}
              onSeen={(isSeen) => setSeen((before) => changed(before, member.name, isSeen))}
            />
            {member === chosen && (
              <li class="chosen-place">
                <Chosen
                  member={member}
                  picture={own?.get(member.name)}
                  measured={measured?.name === member.name ? measured.answer : undefined}
                  onClose={() => state.set({ variant: '', setting: 0 })}
                />
              </li>
            )}
          </Fragment>
        ))}
      </ul>
    </div>
  )
}

const next = (): void => state.set({ step: (state.values.value.step + 1) % (state.fields.step.max + 1) })

/** Takes a step after another while the figure plays and can be seen. */
function usePlay(playing: boolean, place: { readonly current: HTMLElement | null }): void {
  const isSeen = useOnScreen(place)
  useEffect(() => {
    if (!playing || !isSeen) return
    const timer = setInterval(next, PAUSE)
    return () => clearInterval(timer)
  }, [playing, isSeen])
}

function changed(set: ReadonlySet<string>, name: string, isIn: boolean): ReadonlySet<string> {
  if (set.has(name) === isIn) return set
  const copy = new Set(set)
  if (isIn) copy.add(name)
  else copy.delete(name)
  return copy
}
