import type { ComponentChildren } from 'preact'

/** What the page says of a block. It is rendered when the page is built, so it imports nothing of the library. */
export interface Block {
  /** The id of the section, the name of the folder and of the block's part of the URL. */
  readonly id: string
  readonly title: string
  /** The block's name in the navigation: one to three words. */
  readonly short: string
  /** Three sentences: what it is, what the figure shows, what follows. */
  readonly text: ComponentChildren
  /** One thing to try in the figure. */
  readonly tryThis: ComponentChildren
  /** The module `example.ts`, and what it prints. */
  readonly example: { readonly code: string; readonly prints: string }
  /** What stands in place of the figure until it is loaded, and without JavaScript: what one would see. */
  readonly waiting: string
}
