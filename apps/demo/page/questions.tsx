import type { ComponentChildren } from 'preact'

interface Question {
  readonly question: string
  readonly answer: ComponentChildren
  /** The block that shows it. */
  readonly block: string
  readonly shows: string
}

const QUESTIONS: readonly Question[] = [
  {
    question: 'What is dropped?',
    answer: (
      <>
        The outputs of random units: each is set to 0 with probability 1 − keep, anew for every example and every step
        of the training. Nothing is removed for good. The trained network has all of its units and all of its weights.
      </>
    ),
    block: 'step',
    shows: 'One step, cell by cell',
  },
  {
    question: 'Why divide by keep?',
    answer: (
      <>
        So that the next layer sees the same mean in training and at prediction, and the full network can be used as it
        is. Only the mean is kept: the spread grows, and that noise is what regularizes.
      </>
    ),
    block: 'why',
    shows: 'Mean and spread under three conventions',
  },
  {
    question: 'Why evaluate the full network?',
    answer: (
      <>
        The loss that training reports is that of thinned networks. It is noisy, and usually higher than the loss of the
        full network on the same examples. The full network is the one that predicts, so its losses, on training and on
        other examples, are those to compare.
      </>
    ),
    block: 'twins',
    shows: 'Both losses of one network',
  },
  {
    question: 'Which keep, and for which layer?',
    answer: (
      <>
        Each layer has its own. 0.5 for hidden layers and 0.8 for inputs are where most people begin; the best one
        depends on the network and on the number of examples, so measure it over several seeds.
      </>
    ),
    block: 'sweep',
    shows: 'The error over keep, with intervals',
  },
  {
    question: 'When should I not use it?',
    answer: (
      <>
        When the network does not overfit: where training and test error are the same there is no gap to close, and the
        noise only slows the training down. A training that ends early, or a network with few units, can become worse.
        Where early stopping is enough, dropout may add nothing.
      </>
    ),
    block: 'sweep',
    shows: 'Cases where dropout hurts',
  },
  {
    question: 'What does its uncertainty mean, and where does it fail?',
    answer: (
      <>
        Dropout that stays on at prediction gives many thinned networks. Where they disagree, the training data does not
        say enough: epistemic uncertainty. Where they agree they can still be wrong together, above all far away from
        the data.
      </>
    ),
    block: 'crowd',
    shows: 'A crowd of thinned networks beside an ensemble',
  },
]

/** What a newcomer asks, answered in two sentences, with the figure that shows it. */
export function Questions() {
  return (
    <section id="questions" class="block" aria-labelledby="questions-title">
      <h2 id="questions-title">Short answers</h2>
      <dl class="questions">
        {QUESTIONS.map(({ question, answer, block, shows }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>
              {answer} <a href={`#${block}`}>{shows}</a>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
