// Tells the values of a point: of the nearest one to the pointer, or of the one that the arrow keys have reached.
// Without this script the browser shows the same values as plain tooltips.
(() => {
  'use strict';
  const reach = 24; // CSS pixels from the pointer to a point
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.setAttribute('role', 'status');
  document.body.append(tip);
  let shown = null;
  let place = null; // puts the tip to its point again when the page has scrolled

  const hide = () => {
    tip.textContent = '';
    if (shown) shown.remove();
    shown = null;
    place = null;
  };

  const centre = element => {
    const box = element.getBBox();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
  };

  // The points of a line without markers: "x y values|x y values|…", and the line's name.
  const along = line => line.dataset.points.split('|').map(text => {
    const [x, y, ...values] = text.split(' ');
    const name = line.dataset.name;
    return { group: line, centre: { x: +x, y: +y, width: 0 }, text: (name ? `${name}: ` : '') + values.join(' ') };
  });

  const show = (point, svg) => {
    if (!point.centre) point.centre = centre(point.element);
    const sheet = svg.parentNode.getBoundingClientRect();
    const where = () => new DOMPoint(point.centre.x, point.centre.y).matrixTransform(svg.getScreenCTM());
    const beside = where().x;
    if (beside < sheet.left || beside > sheet.right) svg.parentNode.scrollLeft += beside - (sheet.left + sheet.right) / 2;
    if (shown) shown.remove();
    shown = document.createElementNS(svg.namespaceURI, 'circle');
    shown.setAttribute('class', 'ring');
    shown.setAttribute('cx', point.centre.x);
    shown.setAttribute('cy', point.centre.y);
    shown.setAttribute('r', 6);
    svg.append(shown);
    tip.textContent = point.text;
    place = () => {
      const at = where();
      const left = Math.min(Math.max(8, at.x - tip.offsetWidth / 2), document.documentElement.clientWidth - tip.offsetWidth - 8);
      const top = at.y - tip.offsetHeight - 12;
      tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top > 0 ? top : at.y + 12)}px)`;
    };
    place();
  };

  for (const sheet of document.querySelectorAll('.sheet')) {
    const svg = sheet.querySelector('svg');
    const points = [...svg.querySelectorAll('title, [data-points]')].flatMap(source => {
      if (source.dataset.points) return along(source);
      const point = { element: source.parentNode, group: source.parentNode.parentNode, text: source.textContent };
      source.remove(); // or the browser's own tooltip would come on top
      return point;
    });
    if (points.length === 0) continue;
    const byElement = new Map(points.filter(point => point.element).map(point => [point.element, point]));
    let current = -1;

    const nearest = event => {
      const over = byElement.get(event.target);
      if (over) return over;
      const matrix = svg.getScreenCTM();
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      let best = null;
      let least = reach / matrix.a;
      for (const point of points) {
        point.centre ??= centre(point.element);
        const distance = Math.hypot(point.centre.x - at.x, point.centre.y - at.y);
        if (distance < least) [best, least] = [point, distance];
      }
      return best;
    };
    const follow = event => {
      const point = nearest(event);
      if (point) show(point, svg);
      else hide();
      if (point) current = points.indexOf(point);
    };
    svg.addEventListener('pointermove', follow);
    svg.addEventListener('pointerdown', follow);
    svg.addEventListener('pointerleave', hide);

    // The next point of the same series, or with up and down the first one of another series.
    const step = key => {
      switch (key) {
        case 'ArrowRight': return Math.min(current + 1, points.length - 1);
        case 'ArrowLeft': return Math.max(current - 1, 0);
        case 'Home': return 0;
        case 'End': return points.length - 1;
        case 'ArrowDown': {
          const next = points.findIndex((point, i) => i > current && point.group !== points[Math.max(current, 0)].group);
          return next < 0 ? current : next;
        }
        case 'ArrowUp': {
          const group = points.findLast((point, i) => i < current && point.group !== points[current].group)?.group;
          return group ? points.findIndex(point => point.group === group) : current;
        }
        default: return null;
      }
    };
    sheet.setAttribute('aria-label', `${sheet.getAttribute('aria-label')}: the arrow keys tell the values of its points`);
    sheet.addEventListener('focus', () => {
      if (!sheet.matches(':focus-visible')) return;
      current = Math.max(current, 0);
      show(points[current], svg);
    });
    sheet.addEventListener('blur', hide);
    sheet.addEventListener('keydown', event => {
      if (event.key === 'Escape') return hide();
      const next = step(event.key);
      if (next === null) return;
      event.preventDefault();
      current = Math.max(next, 0);
      show(points[current], svg);
    });
  }

  addEventListener('scroll', () => place?.(), { passive: true, capture: true });
})();
