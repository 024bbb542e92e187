import { digits } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { flatten, linear, relu, sequential } from '@thinned/nn'
import { type Picture, report } from '@thinned/report'
import { key } from '@thinned/rng'
import { type FitResult, fit, sgd } from '@thinned/train'

const train = digits({ size: 100, key: key('digits') })
const validation = digits({ size: 100, key: key('validation') })

async function runWith(keep: number): Promise<FitResult> {
  const model = sequential(flatten(), linear(784, 16), relu(), dropout({ keep }), linear(16, 10))
  return fit(model, {
    data: { train, validation },
    loss: 'crossEntropy',
    epochs: 8,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    key: key(5),
  })
}

const pictureOf = (example: number): Picture => ({
  pixels: Uint8Array.from(train.inputs.data.subarray(784 * example, 784 * (example + 1)), (x) => 255 * x),
  height: 28,
  width: 28,
  channels: 1,
  alt: `example ${example}`,
  caption: `digit ${train.targets.data[example]}`,
})

/** The page of two short runs. It is the same, byte for byte, wherever it is made. */
export async function reportHere(): Promise<string> {
  const runs = { 'without dropout': await runWith(1), 'with dropout': await runWith(0.5) }
  const pictures = [0, 1].map(pictureOf)
  return report(runs, {
    title: 'Digits',
    settings: { epochs: 8, 'learning rate': 0.05 },
    sections: [{ title: 'Training examples', blocks: [{ kind: 'pictures', pictures }] }],
  })
}
