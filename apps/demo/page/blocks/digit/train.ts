import { fit, serveFit } from 'thinned'
import { fitOptions, network, type Training } from './network.ts'

/** The worker that trains. The page's other worker makes it, gives it the training, and hears of its checkpoints. */
serveFit(async (training: Training, options) => {
  const model = network(training)
  const run = await fit(model, { ...fitOptions(training), ...options })
  return { model, run }
})
