import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'crowd',
  title: 'A crowd of thinned networks',
  short: 'Crowd',
  text: (
    <>
      Each mask turns the network into another, thinned one: 128 hidden units make 2<sup>128</sup> of them, and all
      share their weights. The full network answers in one pass in place of their average; a sample of them answers many
      times, and where they disagree, the network does not know (Monte Carlo dropout). Away from the data they mostly
      agree, so that Monte Carlo dropout is too sure there; an ensemble of five networks that were trained apart is too
      sure of classes as well.
    </>
  ),
  tryThis: (
    <>
      Let the maps show where the networks are surer than 95 %, and press Next seed: outside the dashed line there is no
      example, and still most of the plane is filled.
    </>
  ),
  example: { code, prints },
  waiting:
    'Decision maps of 64 thinned networks, their average beside the full network, and maps of uncertainty by Monte Carlo dropout and by an ensemble.',
}
