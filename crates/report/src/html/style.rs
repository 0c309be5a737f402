//! The page's style sheet: one calm column, two themes, paper. Everything is in
//! the file itself; the fonts are those of the reader's system.

use crate::charts::palette;

/// The style sheet of a page and of its parts.
pub fn sheet() -> String {
    let light = format!(
        "{}--ground:#f4f6f7;--shadow:0 1px 2px #1c252e14",
        palette::declarations(false)
    );
    let dark = format!(
        "{}--ground:#0e1216;--shadow:none",
        palette::declarations(true)
    );
    format!(
        ":root{{color-scheme:light dark;{light}}}\
         @media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{RULES}"
    )
}

const RULES: &str = r#"
*{box-sizing:border-box}
html{font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--ground);color:var(--ink)}
.page{max-width:1080px;margin:0 auto;padding:0 20px 64px}
h1,h2,h3,p,ul,ol,dl,figure,table{margin:0}
h1{font-size:2.1rem;line-height:1.18;letter-spacing:-.015em;font-weight:650;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.3;letter-spacing:-.01em;font-weight:650}
h3{font-size:1rem;line-height:1.4;font-weight:650}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.quiet{color:var(--muted)}
.small{font-size:.88rem;line-height:1.5}
.skip{position:absolute;left:-999px}
.skip:focus{left:12px;top:12px;background:var(--paper);padding:8px 12px;z-index:1}
header.top{padding:36px 0 8px}
header.top .when{color:var(--muted);font-size:.92rem;margin-bottom:10px}
header.top>.facts+p,header.top>.alert+p{margin-top:18px}
.lead{font-size:1.12rem;line-height:1.55;max-width:44em;margin-top:12px}
nav{display:flex;flex-wrap:wrap;gap:4px 18px;padding:14px 0 2px;font-size:.92rem}
nav a{padding:6px 0}
section{margin-top:44px}
section>h2{margin-bottom:6px}
section>.intro{color:var(--muted);max-width:46em;margin-bottom:16px}
.card{background:var(--paper);border:1px solid var(--grid);border-radius:12px;padding:18px 20px;box-shadow:var(--shadow)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin-top:24px}
.facts .card{padding:14px 16px}
.facts dt{color:var(--muted);font-size:.86rem}
.facts dd{margin:2px 0 0;font-size:1.28rem;font-weight:650;line-height:1.3}
.facts dd small{display:block;font-weight:400;font-size:.88rem;color:var(--muted)}
.alert{border:2px solid var(--too-much);background:var(--too-much-band);border-radius:12px;padding:18px 20px;margin-top:24px}
.alert h2{color:var(--too-much)}
.alert p{margin-top:8px}
.notes{list-style:none;padding:0;margin-top:14px;display:grid;gap:10px}
.note{border-left:5px solid var(--axis);padding:12px 16px}
.note.warning{border-left-color:var(--too-much)}
.note.caution{border-left-color:var(--watch)}
.note.urgent{border-left-color:var(--too-much);background:var(--too-much-band)}
.note .do{margin-top:4px}
.tag{display:inline-block;font-size:.8rem;line-height:1.3;border:1px solid var(--axis);border-radius:99px;padding:1px 9px;color:var(--muted);white-space:nowrap}
.tag.warning,.tag.urgent{border-color:var(--too-much);color:var(--too-much)}
.tag.caution{border-color:var(--watch);color:var(--watch)}
.days{display:grid;gap:8px;list-style:none;padding:0}
.day{display:grid;grid-template-columns:minmax(150px,11em) minmax(0,1.1fr) minmax(0,1fr);gap:6px 28px;align-items:start}
.day .date{color:var(--muted);font-size:.88rem}
.day h3{font-size:1.14rem;margin-top:1px}
.day.run{border-left:5px solid var(--accent);padding-left:16px}
.day.off{background:transparent;box-shadow:none;padding-top:12px;padding-bottom:12px}
.day ol{padding-left:1.2em;margin-bottom:6px}
.day .why{color:var(--muted);font-size:.88rem}
.day .check+.why{margin-top:8px}
.pairs{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;font-size:.92rem}
.pairs dt{color:var(--muted)}
.pairs dd{margin:0}
.check{background:var(--soft);border-radius:8px;padding:7px 10px;font-size:.9rem}
.becomes{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:12px;margin-top:12px}
.becomes .amber{border-left:5px solid var(--watch)}
.becomes .red{border-left:5px solid var(--too-much)}
figure.chart{margin-top:14px}
figure.chart figcaption{margin-bottom:8px}
figure.chart svg{display:block;width:100%;height:auto}
figure.chart svg text{font-family:inherit}
figure.chart :is(.middle,.narrow){display:none}
.charts{display:grid;gap:18px}
.charts figure.chart{margin-top:0}
details.figures{margin-top:10px;font-size:.9rem}
summary{cursor:pointer;color:var(--accent);padding:6px 0}
.scroll{overflow-x:auto;max-height:none;margin:0 -4px;padding:0 4px}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding-bottom:6px;font-size:.88rem}
th{font-weight:500;color:var(--muted);text-align:left;vertical-align:bottom;white-space:nowrap}
th,td{padding:7px 12px 7px 0;border-bottom:1px solid var(--grid)}
th.n,td.n{text-align:right}
tbody th,td{vertical-align:baseline}
tbody th{color:var(--ink);font-weight:400}
.day-name{white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}
.band{white-space:nowrap}
.facts .band{white-space:normal}
.band b{font-weight:400;display:inline-block;min-width:1em;margin-right:.25em}
.band.green b{color:var(--safe)}
.band.amber b{color:var(--watch)}
.band.red b{color:var(--too-much)}
.findings{display:grid;gap:14px}
.finding .head{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:baseline}
.finding p{margin-top:6px}
.finding .what{font-size:1.05rem;font-weight:600;margin-top:6px}
.finding .evidence{color:var(--muted);font-size:.92rem}
.finding .source{color:var(--muted);font-size:.86rem;border-top:1px solid var(--grid);padding-top:8px;margin-top:10px}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:14px}
.two h3{margin-bottom:8px}
.plain{padding-left:1.2em;display:grid;gap:6px}
footer{margin-top:52px;border-top:1px solid var(--grid);padding-top:20px;color:var(--muted);max-width:48em}
footer p{margin-top:10px}
.good{color:var(--safe)}
.group{margin-top:14px}
.group>*+*,.card>p+p{margin-top:8px}
.card .card{background:none;border:0;box-shadow:none;padding:0;border-radius:0}
.below{margin-top:8px}
.toned{margin-top:6px}
.toned.quiet{margin-top:16px}
.toned.good,.toned.caution,.toned.warning,.toned.info{font-weight:600}
h4{margin:0;font-size:.95rem;line-height:1.4;font-weight:650}
code{font-size:.92em;background:var(--soft);border-radius:4px;padding:1px 4px}
.bars{width:130px}
.course .bars{background:var(--soft);border-radius:3px}
.bar{height:6px;margin:2px 0;border-radius:3px;background:var(--accent)}
td .bar:first-child:not(:last-child){background:var(--axis)}
.rungs{list-style:none;padding:0;display:grid;gap:10px;margin-top:10px}
.rungs li{display:grid;grid-template-columns:1.6em 1fr}
.rungs .done .mark{color:var(--safe)}
.rungs .here .mark{color:var(--accent)}
.rungs .partly .mark{color:var(--watch)}
.rungs .open .mark{color:var(--muted)}
.exercises{margin:12px 0;font-size:.92rem}
.exercises p{margin-top:4px}
.day .pairs+p{margin-top:6px}
section>p:not(.intro){margin-top:10px;max-width:46em}
section>.card,section>.charts,section>.findings,section>.days,section>ul,section>details{margin-top:14px}
@media screen and (min-width:641px) and (max-width:820px){
figure.chart .wide{display:none}
figure.chart .middle{display:block}
}
@media (max-width:640px){
html{font-size:16px}
.page{padding:0 14px 48px}
header.top{padding-top:22px}
h1{font-size:1.65rem}
section{margin-top:36px}
.card{padding:15px 15px}
.facts{grid-template-columns:repeat(2,minmax(0,1fr));gap:10px}
thead th,tbody th{white-space:normal}
th,td{padding-right:9px}
td.n{white-space:nowrap}
.facts dd{font-size:1.1rem}
.day{grid-template-columns:1fr}
.day.off{padding:10px 15px;gap:2px}
figure.chart .wide{display:none}
figure.chart .narrow{display:block}
.roomy{display:none}
}
@media print{
@page{margin:13mm}
html{font-size:9.6pt}
body{background:none}
.page{max-width:none;padding:0}
header.top{padding-top:0}
nav,details.figures,.skip{display:none}
section{margin-top:20pt}
.days,.findings,.charts{display:block}
.day,.finding,.charts figure.chart{margin-bottom:7pt}
.note,.day,figure.chart,tr,.facts,.becomes,.two .card{break-inside:avoid}
section>h2,section>.intro,figcaption{break-after:avoid}
thead{display:table-header-group}
.card{box-shadow:none;padding:9pt 11pt}
th,td{padding-top:3pt;padding-bottom:3pt}
footer{break-inside:avoid;max-width:none}
a{color:inherit;text-decoration:none}
.scroll{overflow:visible}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
"#;
