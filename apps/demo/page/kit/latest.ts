import { useEffect, useRef, useState } from 'preact/hooks'
import { wordsOf } from './connect.ts'

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
  const place = useRef({ newest: inputs, asking: false, gone: false }).current
  useEffect(() => {
    place.newest = inputs
    if (!place.asking) void run()
  }, inputs)
  useEffect(() => {
    place.gone = false
    return () => {
      place.gone = true
    }
  }, [])
  return answer

  async function run(): Promise<void> {
    place.asking = true
    for (let asked: I | undefined; asked !== place.newest && !place.gone; ) {
      asked = place.newest
      try {
        const next = await ask(...asked)
        setAnswer(() => next)
      } catch (thrown) {
        onFailure(wordsOf(thrown))
      }
    }
    place.asking = false
  }
}
