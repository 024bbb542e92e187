document.documentElement.classList.add('live')

/** The snippets name this site: they work from elsewhere. */
const site = new URL('./', location.href).href

for (const snippet of document.querySelectorAll<HTMLElement>('[data-snippet]')) {
  const code = snippet.querySelector('code')!
  code.textContent = code.textContent.replace('"./', `"${site}`)
  const button = snippet.querySelector('button')!
  button.hidden = false
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent)
      button.textContent = 'Copied'
    } catch {
      getSelection()?.selectAllChildren(code)
      button.textContent = 'Selected: copy it with the keyboard'
    }
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 2000)
  })
}
