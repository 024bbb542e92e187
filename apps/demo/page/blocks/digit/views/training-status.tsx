import { backendName } from '../../../kit/backend-name.ts'
import { Field } from '../../../kit/controls.tsx'
import { showNumber } from '../../../kit/shown.tsx'
import { state } from '../state.ts'
import type { Progress } from '../training-run.ts'

interface StatusProps {
  readonly progress: Progress | undefined
  /** A digest of the weights, once the network is trained and calibrated. */
  readonly digest: string | undefined
  readonly backend:
    | { readonly name: string; readonly reason: string | undefined; readonly budget: 'full' | 'small' }
    | undefined
  readonly isAsked: boolean
  readonly onTrain: () => void
}

/** How far the training is, what it runs on, and the settings that it depends on. */
export function TrainingStatus({ progress, digest, backend, isAsked, onTrain }: StatusProps) {
  const { epoch = 0, epochs = 8, share = 0, loss, resumedAt = 0, steps, unsaved } = progress ?? {}
  const isTrained = epoch === epochs
  return (
    <div class="training" aria-busy={isAsked && digest === undefined}>
      <div class="controls">
        <button type="button" name="train" class={isAsked ? '' : 'primary'} onClick={onTrain}>
          {isAsked ? 'Train anew' : 'Train'}
        </button>
        <Field of={state} name="keep" />
        <Field of={state} name="digits" />
        <Field of={state} name="seed" />
        <div class="field progress">
          <label for="digit-progress">Training</label>
          <output>
            {isTrained ? 'done' : isAsked ? `epoch ${Math.min(epoch + 1, epochs)} of ${epochs}` : 'not begun'}
            {loss !== undefined && `, loss ${showNumber(loss, 3)}`}
          </output>
          <progress id="digit-progress" max={1} value={share} />
        </div>
      </div>
      <p class="soft">
        {backend?.budget === 'small'
          ? 'Plain TypeScript computes here, which is slower: a network of 128 and 64 hidden units learns from no more than 1,000 generated digits. '
          : 'A network of 128 and 64 hidden units learns from generated digits, in a worker of this browser. '}
        {backend && `Computed by ${backendName(backend.name)}. ${backend.reason ?? ''} `}
        {resumedAt > 0 &&
          (resumedAt === steps
            ? 'It was trained before on this device. '
            : `It went on at step ${resumedAt} of ${steps}, where an earlier visit was cut off. `)}
        {unsaved === undefined ? '' : `Progress is not kept if the page closes: ${unsaved} `}
        {digest === undefined ? (
          isTrained && 'The threshold and the set are being fitted to held-out digits. '
        ) : (
          <>
            Weights{' '}
            <data data-name="weights" value={digest}>
              {digest.slice(0, 8)}
            </data>
            : the same settings give the same bits in every browser.
          </>
        )}
      </p>
    </div>
  )
}
