import { createPass, flattenParams, type Layer } from '@thinned/nn'
import { noGrad, scope, type Tensor } from '@thinned/tensor'
import { TrainError } from './train-error.ts'

/** Refuses to go on after a loss that is not a number: says which step, where it shows first, and what to try. */
export async function stopNonFinite(model: Layer, inputs: Tensor, loss: number, step: number): Promise<never> {
  const where = await firstNonFinite(model, inputs)
  throw new TrainError(
    `The loss at step ${step} is ${loss}; ${where}. Try a smaller learning rate, a limit on gradients (clip) or on weights (maxNorm), and look for values in the data that are not finite.`,
  )
}

async function firstNonFinite(model: Layer, inputs: Tensor): Promise<string> {
  if (!(await allFinite(inputs))) return 'the inputs of the batch hold values that are not finite'
  for (const [path, parameter] of Object.entries(flattenParams(model.params))) {
    if (!(await allFinite(parameter))) return `the parameter ${path} holds values that are not finite`
  }
  const chain = Object.entries(model.children)
  const pass = createPass({ mode: 'evaluate' })
  const outputs = scope(() =>
    noGrad(() => {
      const made: [string, Tensor][] = []
      chain.reduce<Tensor>((value, [name, child]) => {
        const output = child.forward(value, pass.at(name))
        made.push([name, output])
        return output
      }, inputs)
      return made
    }),
  )
  let found = 'all parameters and the outputs of the full network are finite, so the loss itself is the place to look'
  for (const [name, output] of outputs.toReversed())
    if (!(await allFinite(output))) found = `the output of the layer ${name} is the first that is not finite`
  for (const [, output] of outputs) output.dispose()
  return found
}

async function allFinite(tensor: Tensor): Promise<boolean> {
  return (await tensor.read()).every(Number.isFinite)
}
