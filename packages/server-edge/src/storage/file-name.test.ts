import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { downloadName, plainFileName, typeOfName } from './file-name.ts';

describe('plainFileName', () => {
  it('keeps the last part of a path', () => {
    assert.equal(plainFileName('../../x'), 'x');
    assert.equal(plainFileName('C:\\Users\\Ana\\lamp.png'), 'lamp.png');
    assert.equal(plainFileName('/etc/passwd'), 'passwd');
  });

  it('keeps letters of every language, and puts them together', () => {
    assert.equal(plainFileName(' Gro\u0308ße 日本 📷.png '), 'Größe 日本 📷.png');
    assert.equal(plainFileName('صورة.png'), 'صورة.png');
    assert.equal(plainFileName('می\u200Cخواهم.txt'), 'می\u200Cخواهم.txt', 'Persian is written with it');
  });

  it('drops what would hide the real ending or break a line', () => {
    assert.equal(plainFileName('photo\u202Egnp.exe'), 'photognp.exe');
    assert.equal(plainFileName('a\u0000\r\n\u0007\u2028b\u2066\u200B.txt'), 'ab.txt');
  });

  it('has a name for what has none', () => {
    for (const name of ['', ' ', '..', '.', '/', 'a/', '\u202E']) assert.equal(plainFileName(name), 'file', name);
  });
});

describe('downloadName', () => {
  it('leaves an ending that fits', () => {
    assert.equal(downloadName('lamp.PNG', 'image/png'), 'lamp.PNG');
    assert.equal(downloadName('app.log', 'text/plain'), 'app.log');
    assert.equal(downloadName('model.stl', 'model/stl'), 'model.stl');
  });

  it('puts one that fits behind one that does not', () => {
    assert.equal(downloadName('invoice.html', 'text/plain'), 'invoice.html.txt');
    assert.equal(downloadName('setup.exe', 'application/pdf'), 'setup.exe.pdf');
    assert.equal(downloadName('lamp', 'image/jpeg'), 'lamp.jpg');
    assert.equal(downloadName('../x.hta', 'application/zip'), 'x.hta.zip');
  });
});

describe('typeOfName', () => {
  it('knows the types that widgets take, by their endings', () => {
    assert.equal(typeOfName('IMG_1.HEIC'), 'image/heic');
    assert.equal(typeOfName('list.csv'), 'text/csv');
    assert.equal(typeOfName('run.exe'), 'application/octet-stream');
    assert.equal(typeOfName('constructor'), 'application/octet-stream');
  });
});
