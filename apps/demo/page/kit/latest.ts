import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { wordsOf } from './connect.ts'

/** Answers for the newest inputs. */
export interface Latest<I> {
  ask(inputs: I): void
  /** Nothing more is asked or told. */
  close(): void
}

/** One question is out at a time. Of the inputs that come meanwhile the last are asked next; those between are skipped. */
export function latest<I, T>(
  question: (inputs: I) => Promise<T>,
  told: (answer: T) => void,
  failed: (thrown: unknown) => void,
): Latest<I> {
  let newest: I | undefined
  let [isAsking, isClosed] = [false, false]

  async function run(): Promise<void> {
    isAsking = true
    for (let asked: I | undefined; asked !== newest && !isClosed; ) {
      asked = newest
      try {
        const answer = await question(asked as I)
        if (!isClosed) told(answer)
      } catch (thrown) {
        if (!isClosed) failed(thrown)
      }
    }
    isAsking = false
  }

  return {
    ask(inputs) {
      newest = inputs
      if (!isAsking) void run()
    },
    close() {
      isClosed = true
    },
  }
}

/**
 * What `ask` answers for the newest `inputs`, and the last answer while it is awaited. One question is out at a time: while inputs move faster than
 * the worker answers, those between are skipped, and an answer never replaces a newer one. `onFailure` hears, in words, of a question that failed.
 *
 *     const numbers = useLatest([setting, step], (setting, step) => remote.numbersOf(setting, step), setFailure)
 */
export function useLatest<const I extends readonly unknown[], T>(
  inputs: I,
  ask: (...inputs: I) => Promise<T>,
  onFailure: (message: string) => void,
): T | undefined {
  const [answer, setAnswer] = useState<T>()
  const now = useRef({ ask, onFailure })
  now.current = { ask, onFailure }
  const line = useMemo(
    () =>
      latest<I, T>(
        (inputs) => now.current.ask(...inputs),
        (next) => setAnswer(() => next),
        (thrown) => now.current.onFailure(wordsOf(thrown)),
      ),
    [],
  )
  useEffect(() => line.ask(inputs), inputs)
  useEffect(() => () => line.close(), [])
  return answer
}
