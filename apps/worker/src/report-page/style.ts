/** The page's look: one column of readable width, light and dark after the reader's system, narrow screens included. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --panel: #f5f6f8; --line: #dde1e7; --ink: #191c21; --soft: #5a6270;
  --model: #1d62d1; --model-wash: #eaf1fd; --rival: #98a1ad; --good: #177245; --bad: #b3261e; --hit-wash: #e3f3ea;
  --warn: #8a5a00; --warn-wash: #fdf3dc;
  --band-0: #0d3b86; --band-1: #2f6fd0; --band-2: #7fadee; --band-3: #c3daf8; --band-4: #d5d8dd;
  --on-0: #fff; --on-1: #fff; --on-2: #10233f; --on-3: #10233f; --on-4: #10233f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #121519; --panel: #1a1e24; --line: #2e343d; --ink: #e7e9ed; --soft: #9ba4b2;
    --model: #79abff; --model-wash: #182438; --rival: #6c7683; --good: #5cc98d; --bad: #ff8a80; --hit-wash: #16301f;
    --warn: #e8b959; --warn-wash: #2d2410;
    --band-0: #d4e4ff; --band-1: #8ab6fa; --band-2: #477fce; --band-3: #274a7e; --band-4: #3a4049;
    --on-0: #10233f; --on-1: #10233f; --on-2: #fff; --on-3: #e7e9ed; --on-4: #e7e9ed;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
footer { color: var(--soft); font-size: .85rem; padding-block: 2rem; }
section { margin-top: 3.25rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
h2 { font-size: 1.3rem; margin: 0 0 .4rem; }
h3 { font-size: 1rem; margin: 0 0 .6rem; }
h4 { font-size: .8rem; font-weight: 600; color: var(--soft); margin: 0 0 .3rem; }
p { margin: 0 0 1rem; max-width: 46rem; }
small { color: var(--soft); font-size: .82em; font-weight: 400; }
section > p { color: var(--soft); font-size: .95rem; }
figure { margin: 0; }
figcaption { font-size: .9rem; font-weight: 600; margin-bottom: .5rem; }
.kicker { color: var(--soft); font-size: .85rem; margin: 2.25rem 0 .25rem; }
.verdict { font-size: 1.15rem; margin: 1rem 0 1.25rem; padding: .9rem 1.1rem; background: var(--panel);
  border-left: 4px solid var(--soft); border-radius: 0 6px 6px 0; max-width: none; }
.verdict.better { border-color: var(--good); } .verdict.worse { border-color: var(--bad); } .verdict.unsure { border-color: var(--warn); }
td.better { color: var(--good); } td.worse { color: var(--bad); }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(6.6rem, 1fr)); gap: .75rem 1.25rem; margin: 0 0 1.25rem; }
.figures dt { color: var(--soft); font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.protocol { margin: 0; padding-left: 1.1rem; color: var(--soft); font-size: .95rem; }
.warnings { margin-top: 1.25rem; padding: .8rem 1.1rem; background: var(--warn-wash); border-radius: 6px; }
.warnings h2 { font-size: 1rem; color: var(--warn); }
.warnings ul { margin: 0; padding-left: 1.1rem; }
.hints { margin-top: 1.25rem; }
.hints h2 { font-size: 1rem; }
.hints ul { margin: 0; padding-left: 1.1rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 1.75rem 2.5rem; margin-bottom: 1.25rem; }
.interval { display: grid; grid-template-columns: 1fr auto; column-gap: 1rem; font-size: .9rem; margin-bottom: .55rem; }
.interval .number { font-variant-numeric: tabular-nums; text-align: right; }
.interval svg { grid-column: 1 / -1; display: block; background: var(--panel); border-radius: 4px; }
.interval { --mark: var(--soft); } .interval.better { --mark: var(--good); } .interval.worse { --mark: var(--bad); }
.interval .range { stroke: var(--mark); stroke-width: 3; stroke-linecap: round; }
.interval circle { fill: var(--mark); }
.interval .zero { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 2 2; }
.interval-zero { display: block; } .interval-zero text { font-size: .78rem; fill: var(--soft); text-anchor: middle; }
.plot .area { position: relative; height: 11rem; margin: .3rem .6rem 0 3.6rem; }
.plot svg { width: 100%; height: 100%; display: block; overflow: visible; }
.plot .grid { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; }
.plot .curve { fill: none; stroke: var(--model); stroke-width: 2; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.plot .tick-y, .plot .tick-x { position: absolute; font-size: .78rem; color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
.plot .tick-y { right: 100%; transform: translate(-.4rem, -50%); }
.plot .tick-x { top: 100%; transform: translate(-50%, .15rem); }
.plot .dot { position: absolute; width: 8px; height: 8px; margin: -4px 0 0 -4px; border-radius: 50%; background: var(--model); }
.plot .dot.marked { width: 14px; height: 14px; margin: -7px 0 0 -7px; background: none; border: 2px solid var(--ink); }
.plot .axis-x { margin: 1.5rem 0 0 3.6rem; font-size: .82rem; color: var(--soft); }
.plot .axis-x b { color: var(--ink); font-weight: 600; }
.scroll { overflow-x: auto; margin-bottom: 1rem; }
table { border-collapse: collapse; overflow-wrap: normal; font-size: .9rem; font-variant-numeric: tabular-nums; min-width: 100%; }
th, td { padding: .38rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: top; }
thead th { white-space: normal; min-width: 4.5rem; color: var(--soft); font-weight: 500; font-size: .82rem; vertical-align: bottom; }
th:first-child { text-align: left; font-weight: 500; position: sticky; left: 0; background: var(--paper); min-width: 6.5rem; max-width: 14rem; white-space: normal; overflow-wrap: break-word; }
td.model, th.model { background: var(--model-wash); }
thead th.model { color: var(--model); font-weight: 600; }
td.best { font-weight: 700; }
tr.group th { padding-top: 1rem; color: var(--soft); font-size: .82rem; }
td.bars, thead th.bars { width: 22%; min-width: 5rem; text-align: left; vertical-align: middle; }
i.bar { display: block; height: 6px; border-radius: 2px; margin: 2px 0; }
i.bar.ours { background: var(--model); } i.bar.theirs { background: var(--rival); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; font-size: .85rem; margin-bottom: .7rem; }
.legend i { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin-right: .4rem; vertical-align: -.08em; }
.shares { margin-bottom: 1.5rem; }
.share-row { display: grid; grid-template-columns: 9.5rem 1fr; gap: .8rem; align-items: center; font-size: .9rem; margin-bottom: .4rem; }
.share-row.reference .name { color: var(--soft); } .share-row.model .name { color: var(--model); font-weight: 600; }
.share-row .bar { display: flex; height: 1.5rem; border-radius: 4px; overflow: hidden; gap: 1px; }
.share-row .bar span { font-size: .78rem; line-height: 1.5rem; text-align: center; overflow: hidden; white-space: nowrap; }
.band-0 { background: var(--band-0); color: var(--on-0); } .band-1 { background: var(--band-1); color: var(--on-1); }
.band-2 { background: var(--band-2); color: var(--on-2); } .band-3 { background: var(--band-3); color: var(--on-3); }
.band-4 { background: var(--band-4); color: var(--on-4); }
.example { background: var(--panel); border-radius: 8px; padding: .7rem 1.1rem; margin-bottom: .75rem; }
.example > summary { color: var(--ink); font-size: 1rem; font-weight: 600; margin: 0; }
.example > .lists { margin-top: .8rem; padding-bottom: .4rem; }
.lists { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: 1rem 1.5rem; font-size: .86rem; line-height: 1.4; }
.lists ol { margin: 0; padding-left: 1.5rem; } .lists ol.plain { list-style: none; padding: 0; }
.lists li { padding: .1rem .3rem; border-radius: 3px; }
.lists li.hit { background: var(--hit-wash); } li.hit b, .hit { color: var(--good); } li.hit { color: inherit; }
.lists .model h4 { color: var(--model); }
.empty { color: var(--soft); font-size: .86rem; margin: .2rem .3rem 0; }
.rows { margin: 0 0 1rem; } .rows div { display: flex; gap: 1rem; padding: .2rem 0; }
.rows dt { color: var(--soft); flex: 0 0 13rem; } .rows dd { margin: 0; }
details { margin-bottom: .75rem; } summary { cursor: pointer; color: var(--model); font-size: .92rem; margin-bottom: .5rem; }
pre { background: var(--panel); border-radius: 6px; padding: 1rem; overflow-x: auto; font-size: .82rem; line-height: 1.45; white-space: pre-wrap; }
@media (max-width: 40rem) {
  main, footer { padding: 0 1rem; }
  section { margin-top: 2.5rem; }
  th, td { padding: .38rem .5rem; }
  .interval .number small { display: block; }
  .share-row { grid-template-columns: 1fr; gap: .1rem; margin-bottom: .6rem; }
  .slices td small { display: block; }
  td.bars, thead th.bars { min-width: 3.5rem; }
  .rows div { display: block; } .rows dt { font-size: .85rem; }
}
`;
