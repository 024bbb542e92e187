/** The words of the field that the figures use, each in one or two sentences. */
const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  [
    'keep',
    'The probability that a unit stays in a training step. Some libraries count the other way: drop = 1 − keep.',
  ],
  [
    'Thinned network',
    'What a mask leaves of the full network for one example in one step. All of them share their weights.',
  ],
  ['Full network', 'The network with all of its units, as it is used after the training.'],
  [
    'Gap',
    'The test loss or error less that on the training examples, both of the full network. A wide gap is overfitting.',
  ],
  [
    'Monte Carlo dropout',
    'Masks stay on at prediction, and many thinned networks answer. Their average is the prediction, their spread its uncertainty.',
  ],
  [
    'Entropy',
    'How undecided a prediction is: 0 where one class has all of the probability, most where all classes are equal. It is measured in nats; two equal classes have 0.693 (ln 2).',
  ],
  [
    'Mutual information',
    'The part of the entropy that comes from the disagreement of the thinned networks, their epistemic uncertainty: more data could lower it. The rest is aleatoric: each of them is undecided by itself, as where classes overlap.',
  ],
  [
    'Conformal set',
    'As many classes as are needed for the set to hold the true one as often as was asked, over examples like those of the calibration.',
  ],
  [
    'Gini coefficient',
    'How unevenly a total is shared: 0 where all have equal parts, near 1 where few have almost all.',
  ],
  [
    'Key',
    'What a random number follows from, as from a seed. The same key gives the same weights, batches and masks on every machine.',
  ],
  ['Backend', 'What computes: plain TypeScript (the reference), or WebAssembly on one thread or several.'],
]

export function Words() {
  return (
    <section id="words" class="block" aria-labelledby="words-title">
      <h2 id="words-title">Words</h2>
      <dl class="questions">
        {WORDS.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
