import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'features',
  title: 'What the units learn, and who does the work',
  short: 'Features',
  text: <>TODO</>,
  tryThis: <>Move “Units removed”.</>,
  example: { code, prints },
  waiting:
    'The weights into each hidden unit as small images, without and with dropout, and what each unit contributes.',
}
