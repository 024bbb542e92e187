import { useEffect, useState } from 'preact/hooks'

/** Whether a part of the element is seen. What plays by itself rests while nobody sees it. */
export function useOnScreen(element: { readonly current: Element | null }): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)!.isIntersecting))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return seen
}
