import './figure.css'
import { state } from './state.ts'
import { TwinsFigure } from './views/twins-figure.tsx'

const startWorker = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

export default function Figure() {
  return (
    <>
      <TwinsFigure state={state} startWorker={startWorker} />
      <p class="soft">
        <a href="./embed.html">Put these two networks into a slide or a notebook</a>
      </p>
    </>
  )
}
