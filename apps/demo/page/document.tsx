import { renderToString } from 'preact-render-to-string'
import { blocks } from './blocks/blocks.ts'
import type { Block } from './kit/block.ts'
import { Questions } from './questions.tsx'
import { Words } from './words.tsx'

/** The body of the page, as it is before any script runs. */
export const documentHtml = (): string => renderToString(<Document />)

function Document() {
  return (
    <>
      <a class="skip" href="#twins">
        Skip to the first figure
      </a>
      <header>
        <h1>Dropout, live</h1>
        <p class="lead">
          Dropout switches off random units of a neural network in every step of its training. Here real networks train
          in your browser, so that you can see what that does, why it helps, and when it does not.
        </p>
        <nav aria-label="Blocks">
          <ul>
            <li>
              <a href="#questions">Short answers</a>
            </li>
            {blocks.map(({ id, short }) => (
              <li key={id}>
                <a href={`#${id}`}>{short}</a>
              </li>
            ))}
            <li>
              <a href="#words">Words</a>
            </li>
          </ul>
        </nav>
        <p class="without-script">
          The figures need JavaScript and a web server. In a copy of the repository <code>npx -y pnpm@12 page</code>{' '}
          starts one and prints the address; any static server serves this folder as well.
        </p>
      </header>
      <main>
        {blocks.map((block) => (
          <Section key={block.id} block={block} />
        ))}
        <Questions />
        <Words />
      </main>
      <footer>
        <p>
          Everything here is computed in your browser, by the packages of Thinned: <code>npm install thinned</code>.
          Nothing is sent anywhere: the page has no tracking and asks no other host.
        </p>
        <p>
          Dropout is of N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov: Dropout: A Simple
          Way to Prevent Neural Networks from Overfitting, Journal of Machine Learning Research 15 (2014), 1929–1958.
        </p>
      </footer>
    </>
  )
}

function Section({ block }: { block: Block }) {
  const { id, title, text, tryThis, example, waiting } = block
  return (
    <section id={id} class="block" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p class="text">{text}</p>
      <p class="try">
        <strong>Try this.</strong> {tryThis}
      </p>
      <div class="figure" data-figure={id}>
        <p class="waiting">{waiting}</p>
      </div>
      <div class="block-foot">
        <p class="link">
          <a href={`#${id}`} data-link={id}>
            Link to exactly this
          </a>
        </p>
        <details>
          <summary>The same in code</summary>
          <pre>
            <code>{example.code}</code>
          </pre>
          <pre class="prints">
            <code>{example.prints}</code>
          </pre>
        </details>
      </div>
    </section>
  )
}
