import { expect, test } from 'vitest'
import { takeExamples } from './take-examples.ts'

test('rows of every array in the order asked for, numbers as they are', () => {
  const batch = { probabilities: Float32Array.of(1, 2, 3, 4, 5, 6), classes: 2, labels: [0, 1, 2] }
  expect(takeExamples(batch, [2, 0, 2])).toEqual({
    probabilities: Float32Array.of(5, 6, 1, 2, 5, 6),
    classes: 2,
    labels: [2, 0, 2],
  })
  expect(takeExamples(batch, [])).toEqual({ probabilities: new Float32Array(0), classes: 2, labels: [] })
  expect(takeExamples({ activations: [1, 2, 3, 4], units: 2 }, [1])).toEqual({ activations: [3, 4], units: 2 })
  expect(takeExamples({ values: [1, 2] }, Uint32Array.of(1))).toEqual({ values: [2] })
  expect(takeExamples({ predicted: [], targets: [] }, Int32Array.of())).toEqual({ predicted: [], targets: [] })
})

test('of samples of numbers the first axis is the sample', () => {
  const batch = { samples: Float32Array.of(1, 2, 3, 4, 5, 6), noiseVariance: [7, 8, 9], targets: [0, 1, 2] }
  expect(takeExamples(batch, [2, 0])).toEqual({
    samples: Float32Array.of(3, 1, 6, 4),
    noiseVariance: [9, 7],
    targets: [2, 0],
  })
  expect(takeExamples({ samples: [1, 2, 3, 4], noiseVariance: 2, targets: [0, 1] }, [1])).toEqual({
    samples: [2, 4],
    noiseVariance: 2,
    targets: [1],
  })
})

test('what has no such rows is refused', () => {
  expect(() => takeExamples({ scores: [1] }, [0])).toThrow('The batch has no labels, targets, values or activations')
  expect(() => takeExamples({ labels: [1, 2], predicted: [1, 2, 3] }, [0])).toThrow(
    'predicted has 3 elements for 2 examples; each has as many as any other.',
  )
  expect(() => takeExamples({ labels: [1] }, [1])).toThrow('Example 1 was asked of a batch of 1; they count from 0.')
  expect(() => takeExamples({ labels: [1] }, [-1])).toThrow('Example -1')
})
