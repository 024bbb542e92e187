import { expect, test } from 'vitest'
import * as activations from './activations.ts'

test.each(Object.entries(activations))('%s says that it is an activation', (kind, make) => {
  expect(make()).toMatchObject({ kind, role: 'activation' })
})
