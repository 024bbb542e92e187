import { useEffect, useRef } from 'preact/hooks'
import { useDark } from '../../../kit/heat-map.tsx'
import { showNumber } from '../../../kit/shown.tsx'
import type { Drawn } from '../worker.ts'

const SIDE = 28

/** Held-out digits with a network's answer to each. */
export function Digits({ drawn, answers, title }: { drawn: Drawn; answers: Float32Array | undefined; title: string }) {
  const { inputs, classes } = drawn.test
  return (
    <ul class="digits" aria-label={`Held-out digits and what the network ${title.toLowerCase()} takes them for`}>
      {Array.from(classes, (truth, i) => {
        const probabilities = answers?.subarray(10 * i, 10 * i + 10)
        const answer = probabilities?.reduce((best, value, j, all) => (value > all[best]! ? j : best), 0)
        return (
          <li key={i} class={answer === truth ? 'right' : 'wrong'}>
            <Picture
              ink={inputs.subarray(SIDE * SIDE * i, SIDE * SIDE * (i + 1))}
              label={`A ${truth} that was held out`}
            />
            {answer === undefined ? (
              <span>–</span>
            ) : (
              <span>
                <b>{answer}</b> {answer === truth ? '✓' : '✗'} {showNumber(100 * probabilities![answer]!, 0)} %
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Picture({ ink, label }: { ink: Float32Array; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const dark = useDark()
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(SIDE, SIDE)
    const shade = dark ? 230 : 20
    for (let i = 0; i < SIDE * SIDE; i++) image.data.set([shade, shade, shade, 255 * ink[i]!], 4 * i)
    context.putImageData(image, 0, 0)
  }, [ink, dark])
  return <canvas ref={canvas} class="digit" width={SIDE} height={SIDE} role="img" aria-label={label} />
}
