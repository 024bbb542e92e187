import { useEffect, useRef } from 'preact/hooks'
import { type ColorScale, rgbOf } from './colors.ts'
import { useDark } from './heat-map.tsx'

const STEPS = 128

/** What the colors of a heat map mean: a bar from one end of the scale to the other, with words at both ends and, where it needs them, in the middle. */
export function ColorBar({
  scale,
  from,
  middle,
  to,
}: {
  readonly scale: ColorScale
  readonly from: string
  readonly middle?: string
  readonly to: string
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const dark = useDark()
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const image = context.createImageData(STEPS, 1)
    for (let i = 0; i < STEPS; i++) image.data.set([...rgbOf(scale, i / (STEPS - 1), dark), 255], 4 * i)
    context.putImageData(image, 0, 0)
  }, [scale, dark])
  return (
    <div class="color-bar">
      <span>{from}</span>
      {middle !== undefined && <span>{middle}</span>}
      <span>{to}</span>
      <span class="bar" aria-hidden="true">
        <canvas ref={canvas} width={STEPS} height={1} />
      </span>
    </div>
  )
}
