import { useEffect } from 'preact/hooks'

/** A hook that keeps the height of what is fixed to the foot of the screen in the style `--bars`, while `shown`. */
export function useBars(shown: boolean): void {
  useEffect(() => {
    if (!shown) return
    // A screen's buttons come once its record is loaded.
    const timer = setInterval(() => {
      const heights = [...document.querySelectorAll('footer, nav, .first')].map((bar) =>
        getComputedStyle(bar).position === 'fixed' ? innerHeight - bar.getBoundingClientRect().top : 0,
      )
      document.documentElement.style.setProperty('--bars', `${Math.max(...heights)}px`)
    }, 100)
    return () => clearInterval(timer)
  }, [shown])
}
