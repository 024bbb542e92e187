import { impute, minMax, oneHot, parseCsv, preprocess, preprocessFromState, standardize } from '@thinned/data'
import { type FuzzTarget, stateTarget } from '../fuzz-target.ts'

const table = parseCsv('x,y,kind,crop\n1,2,a,leek\nNA,3,b,kale\n4,5,,leek\n')
const fitted = preprocess({
  target: 'crop',
  numbers: [impute('median', { indicator: true }), standardize()],
  categories: [impute({ constant: 'none' }), oneHot({ unknown: 'column' })],
  columns: { y: [minMax()] },
}).fit(table)

export const target: FuzzTarget = stateTarget([fitted.state], (state) => {
  const restored = preprocessFromState(state)
  return [restored.apply(table), restored.inputs(table)]
})
