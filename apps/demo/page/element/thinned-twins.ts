import { h, render } from 'preact'
import figure from '../blocks/twins/figure.css?inline'
import { TwinsFigure } from '../blocks/twins/views/twins-figure.tsx'
import TwinsWorker from '../blocks/twins/worker.ts?worker&inline'
import controls from '../style/controls.css?inline'
import plots from '../style/plots.css?inline'
import tokens from '../style/tokens.css?inline'
import { ATTRIBUTES, type AttributeState, attributeState } from './attribute-state.ts'
import own from './element.css?inline'

let style: CSSStyleSheet | undefined

/** One for all elements; made when the first appears. */
function sharedStyle(): CSSStyleSheet {
  if (style === undefined) {
    style = new CSSStyleSheet()
    style.replaceSync([tokens.replaceAll(':root', ':host'), own, controls, plots, figure].join('\n'))
  }
  return style
}

/**
 * Two networks that train side by side, one with dropout: `<thinned-twins data="moons" keep="0.5"></thinned-twins>`. Its settings are its attributes;
 * its controls change them. It trains while it is seen, and ends its workers when it is removed.
 */
class ThinnedTwins extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES
  readonly #root = this.attachShadow({ mode: 'open' })
  #state: AttributeState | undefined

  connectedCallback(): void {
    this.#root.adoptedStyleSheets = [sharedStyle()]
    const state = attributeState(this)
    this.#state = state
    render(h(TwinsFigure, { state, startWorker: () => new TwinsWorker() }), this.#root)
  }

  disconnectedCallback(): void {
    this.#state = undefined
    render(null, this.#root)
  }

  attributeChangedCallback(): void {
    this.#state?.read()
  }
}

// The script may stand on a page twice.
if (!customElements.get('thinned-twins')) customElements.define('thinned-twins', ThinnedTwins)
