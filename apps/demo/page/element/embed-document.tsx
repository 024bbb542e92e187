import { renderToString } from 'preact-render-to-string'
import { fields } from '../blocks/twins/fields.ts'
import { allowed, textOf } from '../kit/url-state.ts'

/** The body of the page that shows how to use `<thinned-twins>`. */
export const embedHtml = (): string => renderToString(<Embed />)

const SCRIPT = './thinned-twins.js'

function Embed() {
  return (
    <>
      <header>
        <h1>Two live networks in your slides</h1>
        <p class="lead">
          One script and one tag put the <a href="./#twins">two networks</a> into a page of your own: they train in the
          reader’s browser, by the same library.
        </p>
      </header>
      <main>
        <section class="block" aria-labelledby="tag-title">
          <h2 id="tag-title">A tag</h2>
          <p class="text">
            For slides in HTML, a web page, or a cell of a notebook that shows HTML. The script is one file without
            further parts: you can also save it beside your slides.
          </p>
          <Snippet
            name="tag"
            code={`<script defer src="${SCRIPT}"></script>\n<thinned-twins data="moons" keep="0.5"></thinned-twins>`}
          />
          <p class="soft">This is what it gives:</p>
          <thinned-twins data="moons" keep="0.5" />
        </section>
        <section class="block" aria-labelledby="attributes-title">
          <h2 id="attributes-title">Its attributes</h2>
          <p class="text">
            They are read at once when they change, and the controls change them. An attribute that is left out has its
            first value.
          </p>
          <div class="table">
            <table>
              <thead>
                <tr>
                  <th scope="col">attribute</th>
                  <th scope="col">what it sets</th>
                  <th scope="col">allowed</th>
                  <th scope="col">first value</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <td>
                    <code>keep</code>
                  </td>
                  <td>keep of both hidden layers</td>
                  <td>{allowed(fields.keep1)}</td>
                  <td>{textOf(fields.keep1, fields.keep1.initial)}</td>
                </tr>
                {Object.entries(fields).map(([name, field]) => (
                  <tr key={name}>
                    <td>
                      <code>{name}</code>
                    </td>
                    <td>{field.label}</td>
                    <td>{allowed(field)}</td>
                    <td>{textOf(field, field.initial) || 'none'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="text">
            A network that trains needs no other host, no cookies and no network. Where the page has a Content Security
            Policy, its <code>worker-src</code> must allow <code>blob:</code>; without <code>'wasm-unsafe-eval'</code>{' '}
            in <code>script-src</code> it trains too, but slower.
          </p>
        </section>
        <section class="block" aria-labelledby="frame-title">
          <h2 id="frame-title">A frame</h2>
          <p class="text">
            For tools that take no script: any block of the page, without what is around it. The link below each figure
            gives its settings; add <code>embed</code> to it.
          </p>
          <Snippet
            name="frame"
            code={`<iframe src="./?embed&twins.keep1=0.8#twins" width="1100" height="1250" title="Dropout, live"></iframe>`}
          />
          <p class="text">In a notebook:</p>
          <Snippet
            name="notebook"
            code={`from IPython.display import IFrame\nIFrame("./?embed&twins.keep1=0.8#twins", width=1100, height=1250)`}
          />
        </section>
      </main>
    </>
  )
}

/** Code to copy. The script of the page puts its own address in place of `./`. */
function Snippet({ name, code }: { name: string; code: string }) {
  return (
    <div class="snippet" data-snippet={name}>
      <pre>
        <code>{code}</code>
      </pre>
      <button type="button" hidden>
        Copy
      </button>
    </div>
  )
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'thinned-twins': { readonly data?: string; readonly keep?: string }
    }
  }
}
