#include "app/presentation/html_page.h"

namespace headroom::presentation {

const char* pageStyle() {
    return R"css(
:root{--bg:#fff;--fg:#1b1f24;--dim:#5c6670;--line:#d5dae0;--card:#f6f8fa;--good:#00724e;--bad:#b3400a;--warn:#8a5a00;--accent:#0059a8;--fill:#9cc4ea;--hot:#e89a6b}
@media (prefers-color-scheme:dark){:root{--bg:#15181c;--fg:#e6e9ec;--dim:#9aa4ae;--line:#363d45;--card:#1e2329;--good:#3fc79a;--bad:#ff9460;--warn:#e5b64c;--accent:#6db6ff;--fill:#2c5680;--hot:#8a4a20}}
*{box-sizing:border-box}
body{margin:0 auto;padding:16px 24px 48px;max-width:1400px;background:var(--bg);color:var(--fg);font:14px/1.45 system-ui,"DejaVu Sans",sans-serif}
h1{font-size:22px;margin:0}h2{font-size:17px;margin:28px 0 8px}
.verdict{font-size:17px;font-weight:600;margin:8px 0;padding:8px 12px;border-left:5px solid var(--dim);background:var(--card)}
.verdict.good{border-color:var(--good)}.verdict.bad{border-color:var(--bad)}
.good{color:var(--good)}.bad{color:var(--bad)}.facts{color:var(--dim);font-size:12px;overflow-wrap:anywhere}
header .verdict{color:var(--fg)}
table{border-collapse:collapse;margin:8px 0 16px;font-size:13px}
th,td{padding:3px 10px 3px 0;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--dim);font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.bar{position:sticky;top:0;z-index:2;background:var(--bg);padding:8px 0;border-bottom:1px solid var(--line);display:flex;gap:12px;align-items:center}
.bar input{flex:1;accent-color:var(--accent)}
button,select{font:inherit;color:var(--fg);background:var(--card);border:1px solid var(--line);border-radius:5px;padding:3px 10px;cursor:pointer}
#clock{font-variant-numeric:tabular-nums;min-width:6.5em;font-weight:600}
#topology{overflow-x:auto;border:1px solid var(--line);border-radius:6px;margin:10px 0;background:var(--card)}
#topology svg{display:block;margin:auto}
.node{cursor:pointer}.node rect.box{fill:var(--bg);stroke:var(--line);stroke-width:1.2}.node.chosen rect.box{stroke:var(--accent);stroke-width:2.5}
.node:focus{outline:none}.node:focus rect.box{stroke:var(--accent);stroke-dasharray:4 2}
.node text{fill:var(--fg);font-size:11px}.node .kind{fill:var(--dim);font-size:9.5px}.node .name{font-weight:600;font-size:12px}
.node .load{fill:var(--fill)}.node .load.hot{fill:var(--hot)}
.edge{fill:none;stroke:var(--dim);stroke-width:1.2;opacity:.75}.edge.soft{stroke-dasharray:4 3}
#charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:12px}
figure{margin:0;border:1px solid var(--line);border-radius:6px;padding:8px 10px}figcaption{font-weight:600;font-size:12.5px;display:flex;flex-wrap:wrap;gap:2px 12px}
figcaption .key{font-weight:400;color:var(--dim)}figure svg{display:block;width:100%;height:150px;cursor:crosshair}
figure text{fill:var(--dim);font-size:10px}.grid{stroke:var(--line);stroke-width:1}.cursor{stroke:var(--fg);stroke-width:1;stroke-dasharray:3 2}.warm{fill:var(--line);opacity:.35}
.mark{stroke:var(--warn);stroke-width:1;opacity:.7}
#events{max-height:320px;overflow-y:auto;border:1px solid var(--line);border-radius:6px;margin:8px 0}
#events div{display:grid;grid-template-columns:5.5em 5.5em 1fr;gap:8px;padding:3px 10px;border-bottom:1px solid var(--line);cursor:pointer}
#events div.now{background:var(--card);box-shadow:inset 3px 0 var(--accent)}#events .later{opacity:.5}
#events .warning b{color:var(--warn)}#events .error b{color:var(--bad)}#events b{font-weight:600}#events small{color:var(--dim)}
)css";
}

const char* pageMoment() {
    return R"html(
<div class=bar><button id=play title="Play or pause (space)">▶ play</button><button id=back title="One frame back (←)">◀</button>
<button id=next title="One frame on (→)">▶</button><input id=scrub type=range min=0 value=0 aria-label="Moment of the run"><span id=clock></span></div>
<h2>Topology at this moment</h2><p class=facts>The bar in a box is its utilisation; orange and "busy ≥ 80 %" mean the same. Choose a box to chart it.
Dashed lines: asynchronous, or "runs in".</p><div id=topology></div>
<h2 id=charttitle>Charts</h2><div><select id=choice aria-label="What to chart"></select></div><div id=charts style="margin-top:8px"></div>
<h2>Events and their reasons</h2><div id=events></div>
)html";
}

namespace {

constexpr const char* script = R"js(
"use strict";
const D=JSON.parse(document.getElementById("data").textContent),T=D.times,E=D.elements,$=i=>document.getElementById(i);
const colours=["#0072b2","#d55e00","#009e73","#cc79a7","#e69f00","#56b4e9","#8a8a8a"],dashes=["","6 3","2 2","8 3 2 3","","6 3","2 2"];
const titles={throughput:"Throughput",utilisation:"Utilisation",latencyP50:"Median latency",latencyP99:"p99 latency",lagEnd:"Consumer lag",timeLagEnd:"Lag in time",replicasEnd:"Ready replicas",queuedEnd:"Queued",failedRate:"Failed"};
let now=T.length?T.length-1:0,chosen="",timer=0;
const ns="http://www.w3.org/2000/svg";
function el(tag,attributes,parent,text){const e=document.createElementNS(ns,tag);for(const k in attributes)e.setAttribute(k,attributes[k]);if(text!==undefined)e.textContent=text;if(parent)parent.appendChild(e);return e}
function digits(v){const a=Math.abs(v);return v===Math.round(v)&&a<1e5?String(v):a>=99.95?v.toFixed(0):a>=9.995?v.toFixed(1):a>=0.9995?v.toFixed(2):v.toFixed(3)}
function show(v,unit){if(v===null||v===undefined)return"–";if(unit==="%")return(v*100).toFixed(Math.abs(v)<10?1:0)+" %";if(v===0)return"0"+(unit==="1"?"":" "+unit);
 const steps=unit==="s"?[[1,""],[1e-3,"m"],[1e-6,"µ"],[1e-9,"n"]]:unit==="B"?[[2**30,"Gi"],[2**20,"Mi"],[1024,"Ki"],[1,""]]:[[1e9,"G"],[1e6,"M"],[1e3,"k"],[1,""]];
 const s=steps.find(x=>Math.abs(v)>=x[0]*0.9995)||steps[steps.length-1];const u=unit==="1"?"":unit;
 return(digits(v/s[0])+" "+s[1]+(s[1]&&u.length>3?" ":"")+u).trim()}
function brief(v,unit){return show(v,/\/s$/.test(unit)&&unit!=="B/s"?"/s":/^(records|requests|pods|journeys)$/.test(unit)?"1":unit)}
function clock(t){const s=Math.floor(t);if(t<60)return t.toFixed(1)+" s";const p=x=>String(x).padStart(2,"0");return s<3600?p(Math.floor(s/60))+":"+p(s%60):Math.floor(s/3600)+":"+p(Math.floor(s%3600/60))+":"+p(s%60)}
function at(e,name){const l=e.lines[name];return l?l.v[now]:null}
const boxes=[];
function drawTopology(){const t=D.topology,m=14,w=168,h=66;if(!t.nodes.length)return;
 const svg=el("svg",{width:t.width+2*m,height:t.height+2*m,viewBox:`${-m} ${-m} ${t.width+2*m} ${t.height+2*m}`,role:"img","aria-label":"Topology",style:`max-width:100%;height:auto;min-width:${0.7*t.width}px`},$("topology"));
 const defs=el("defs",{},svg),mk=el("marker",{id:"arrow",viewBox:"0 0 8 8",refX:7,refY:4,markerWidth:7,markerHeight:7,orient:"auto"},defs);el("path",{d:"M0 0L8 4L0 8z",fill:"currentColor",style:"color:var(--dim)"},mk);
 for(const e of t.edges){let d=`M${e.p[0][0]} ${e.p[0][1]}`;for(let i=1;i<e.p.length;i++){const a=e.p[i-1],b=e.p[i],x=(a[0]+b[0])/2;d+=a[1]===b[1]?`L${b[0]} ${b[1]}`:`C${x} ${a[1]} ${x} ${b[1]} ${b[0]} ${b[1]}`}
  const p=el("path",{d,class:"edge"+(/publish|feeds|dead|runs/.test(e.r)?" soft":""),"marker-end":"url(#arrow)"},svg);el("title",{},p,e.r)}
 for(const n of t.nodes){const e=E[n.e],g=el("g",{class:"node",transform:`translate(${n.x} ${n.y})`,tabindex:0,role:"button"},svg);
  el("title",{},g,e.id);el("rect",{class:"box",width:w,height:h,rx:6},g);const load=el("rect",{class:"load",x:1,y:h-8,height:7,width:0,rx:2},g);
  el("text",{x:8,y:12,class:"kind"},g,e.kind);el("text",{x:8,y:26,class:"name"},g,e.name.length>22?e.name.slice(0,11)+"…"+e.name.slice(-9):e.name);
  const a=el("text",{x:8,y:41},g,""),b=el("text",{x:8,y:54},g,"");boxes.push({e,g,load,a,b,w});
  const pick=()=>{choose(chosen===e.id?"":e.id)};g.addEventListener("click",pick);g.addEventListener("keydown",k=>{if(k.key==="Enter")pick()})}}
function refreshTopology(){for(const x of boxes){const e=x.e,u=at(e,"utilisation"),parts=[],more=[];
 const f=(n,p,list,q)=>{const v=at(e,n);if(v!==null&&v!==undefined)list.push((p||"")+brief(v,e.lines[n].unit)+(q||""))};
 f("throughput","",parts);f("replicasEnd","",parts," pods");f("latencyP99","p99 ",more);f("lagEnd","lag ",more);
 if(u!==null&&u!==undefined&&u>=0.8)more.unshift("busy "+(u*100).toFixed(0)+" %");else if(u!==null&&u!==undefined)parts.push((u*100).toFixed(0)+" %");
 x.a.textContent=parts.join(" · ");x.b.textContent=more.slice(0,2).join(" · ");const share=Math.min(u||0,1);x.load.setAttribute("width",share*(x.w-2));x.load.classList.toggle("hot",share>=0.8);x.g.classList.toggle("chosen",e.id===chosen)}}
let cursors=[];
function chart(title,unit,lines){const fig=document.createElement("figure"),cap=document.createElement("figcaption");cap.textContent=title;fig.appendChild(cap);
 const W=460,H=150,L=62,R=8,B=18,Y=6;const svg=el("svg",{viewBox:`0 0 ${W} ${H}`,preserveAspectRatio:"none"},fig);let top=0;
 for(const l of lines)for(const v of l.v)if(v!==null&&v>top)top=v;if(!top)top=1;if(unit!=="%"||top>1){const p=10**Math.floor(Math.log10(top));top=[1,1.5,2,3,4,5,6,8,10].map(k=>k*p).find(k=>k>=top*0.999)}else top=1;
 const t0=T.length>1?Math.min(0,T[0]):0,t1=T[T.length-1]||1,x=t=>L+(t-t0)/(t1-t0||1)*(W-L-R),y=v=>H-B-v/top*(H-B-Y);
 if(D.warmup>0)el("title",{},el("rect",{class:"warm",x:x(0),y:Y,width:Math.max(0,x(Math.min(D.warmup,t1))-x(0)),height:H-B-Y},svg),"warm-up, left out of the tables");
 for(const k of[0,0.5,1]){el("line",{class:"grid",x1:L,x2:W-R,y1:y(top*k),y2:y(top*k)},svg);el("text",{x:L-4,y:y(top*k)+(k===1?8:3),"text-anchor":"end"},svg,brief(top*k,unit))}
 for(const k of[0,0.25,0.5,0.75,1])el("text",{x:x(t0+(t1-t0)*k),y:H-4,"text-anchor":k===0?"start":k===1?"end":"middle"},svg,clock(t0+(t1-t0)*k));
 for(const v of D.events)if(v.s!=="info")el("title",{},el("line",{class:"mark",x1:x(v.t),x2:x(v.t),y1:Y,y2:H-B},svg),v.text);
 lines.forEach((l,i)=>{let d="",up=false;l.v.forEach((v,k)=>{if(v===null){up=false;return}d+=(up?"L":"M")+x(T[k]).toFixed(1)+" "+y(v).toFixed(1);up=true});
  el("path",{d,fill:"none",stroke:colours[i%7],"stroke-width":1.5,"stroke-dasharray":dashes[i%7]},svg);
  const key=document.createElement("span");key.className="key";const s=el("svg",{width:22,height:8,style:"display:inline;width:22px;height:8px;cursor:auto"},key);el("line",{x1:0,x2:22,y1:4,y2:4,stroke:colours[i%7],"stroke-width":2,"stroke-dasharray":dashes[i%7]},s);
  const label=document.createElement("span");key.appendChild(label);cap.appendChild(key);cursors.push(()=>{label.textContent=" "+l.name+" "+brief(l.v[now],unit)})});
 const c=el("line",{class:"cursor",y1:Y,y2:H-B},svg);cursors.push(()=>{const p=x(T[now]);c.setAttribute("x1",p);c.setAttribute("x2",p)});
 svg.addEventListener("click",v=>{const r=svg.getBoundingClientRect(),t=t0+((v.clientX-r.left)/r.width*W-L)/(W-L-R)*(t1-t0);let best=0;T.forEach((q,k)=>{if(Math.abs(q-t)<Math.abs(T[best]-t))best=k});go(best)});
 $("charts").appendChild(fig)}
function peak(l){let m=0;for(const v of l.v)if(v>m)m=v;return m}
function refreshCharts(){$("charts").textContent="";cursors=[];const e=E.find(q=>q.id===chosen);$("charttitle").textContent=e?"Charts of "+e.id:"Charts of the whole";
 if(e){for(const n in e.lines){if(n==="latencyP50")continue;const lines=[{name:"",v:e.lines[n].v}];if(n==="latencyP99"&&e.lines.latencyP50){lines[0].name="p99";lines.push({name:"p50",v:e.lines.latencyP50.v})}
  chart(n==="latencyP99"?"Latency":titles[n]||n,e.lines[n].unit,lines)}}
 else for(const[n,kinds]of[["throughput",["client","group"]],["latencyP99",["client","group"]],["utilisation",null],["lagEnd",["group"]],["replicasEnd",["service"]],["queuedEnd",null]]){
  const all=E.filter(q=>q.lines[n]&&(!kinds||kinds.includes(q.kind))&&peak(q.lines[n])>0).sort((a,b)=>peak(b.lines[n])-peak(a.lines[n])).slice(0,5);
  if(all.length)chart((titles[n]||n)+(kinds?"":", busiest five").replace("busiest",n==="queuedEnd"?"longest":"busiest"),all[0].lines[n].unit,all.map(q=>({name:q.name,v:q.lines[n].v})))}
 moveCursors()}
function moveCursors(){for(const c of cursors)c()}
const rows=[];
function drawEvents(){const box=$("events");if(!D.events.length){box.textContent="Nothing happened beside the load.";box.style.padding="8px";return}
 for(const v of D.events){const r=document.createElement("div");r.className=v.s;const a=document.createElement("span"),b=document.createElement("b"),c=document.createElement("span");
  a.textContent=clock(v.t);b.textContent=v.s==="info"?"":v.s==="error"?"✗ error":"! warning";c.textContent=v.text;if(v.source){const s=document.createElement("small");s.textContent=" ["+v.source+"]";c.appendChild(s)}
  r.append(a,b,c);r.addEventListener("click",()=>{let k=T.findIndex(q=>q>=v.t);go(k<0?T.length-1:k)});box.appendChild(r);rows.push({v,r})}}
function refreshEvents(){let last=null;for(const x of rows){const before=x.v.t<=T[now];x.r.classList.toggle("later",!before);x.r.classList.remove("now");if(before)last=x.r}
 if(last){last.classList.add("now");const b=$("events");b.scrollTop=last.offsetTop-b.offsetTop-120}}
function go(k){now=Math.max(0,Math.min(T.length-1,k));$("scrub").value=now;$("clock").textContent=clock(T[now]);refreshTopology();moveCursors();refreshEvents()}
function choose(id){chosen=id;$("choice").value=id;refreshTopology();refreshCharts()}
function play(){if(timer){clearInterval(timer);timer=0;$("play").textContent="▶ play";return}if(now>=T.length-1)go(0);$("play").textContent="❚❚ pause";timer=setInterval(()=>{if(now>=T.length-1)play();else go(now+1)},Math.max(30,20000/T.length))}
if(T.length){$("scrub").max=T.length-1;$("choice").add(new Option("the whole",""));for(const e of E)if(Object.keys(e.lines).length)$("choice").add(new Option(e.id,e.id));
 drawTopology();drawEvents();refreshCharts();go(T.length-1);
 $("scrub").addEventListener("input",v=>go(+v.target.value));$("choice").addEventListener("change",v=>choose(v.target.value));$("play").addEventListener("click",play);$("back").addEventListener("click",()=>go(now-1));$("next").addEventListener("click",()=>go(now+1));
 document.addEventListener("keydown",k=>{if(/INPUT|SELECT|BUTTON/.test(k.target.tagName))return;if(k.key==="ArrowRight")go(now+1);else if(k.key==="ArrowLeft")go(now-1);else if(k.key===" ")play();else return;k.preventDefault()})}
)js";

}  // namespace

const char* pageScript() {
    return script;
}

}  // namespace headroom::presentation
