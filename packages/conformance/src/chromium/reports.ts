import { digits } from '@thinned/data'
import { advise, diagnose } from '@thinned/diagnosis'
import { dropout } from '@thinned/dropout'
import { flatten, linear, relu, sequential } from '@thinned/nn'
import { report } from '@thinned/report'
import { key } from '@thinned/rng'
import { fit, predict, sgd } from '@thinned/train'

const setOf = (name: string) => digits({ size: 100, key: key(name) })
const [train, validation, test] = [setOf('train'), setOf('validation'), setOf('test')]

async function networkWith(keep: number) {
  const model = sequential(flatten(), linear(784, 12), relu(), dropout({ keep }), linear(12, 10))
  const run = await fit(model, {
    data: { train, validation },
    loss: 'crossEntropy',
    epochs: 4,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    key: key(5),
  })
  return {
    run,
    advice: advise(run, { validationExamples: 100, model }),
    predictions: await predict(model, test.inputs),
    diagnosis: await diagnose(model, test, { draws: 1, maxExamples: 20 }),
  }
}

/** The page of two short runs, with all its sections. It is the same, byte for byte, wherever it is made. */
export async function reportHere(): Promise<string> {
  const [a, b] = [await networkWith(1), await networkWith(0.5)]
  const both = <T>(first: T, second: T) => ({ 'without dropout': first, 'with dropout': second })
  return report(both(a.run, b.run), {
    title: 'Digits',
    advice: both(a.advice, b.advice),
    test: { data: test, predictions: both(a.predictions, b.predictions) },
    diagnosis: both(a.diagnosis, b.diagnosis),
    settings: { epochs: 4, 'learning rate': 0.05 },
  })
}
