function e(e){const t=new CSSStyleSheet;t.replaceSync(e),document.adoptedStyleSheets.push(t)}export{e as d};
