// swift-format-ignore-file
// Written by generate-tables.py; do not edit.

/// The named character references of the standard (13.5), sorted by name.
enum NamedCharacterReferences {
    /// How many there are.
    static let count = 2231

    /// The longest name without a final semicolon.
    static let longestLegacyName = 6

    /// The longest name.
    static let longestName = 32

    /// All names, one after the other.
    static let names: StaticString = """
        AEligAElig;AMPAMP;AacuteAacute;Abreve;AcircAcirc;Acy;Afr;AgraveAgrave;Alpha;Amacr;And;Aogon;Aopf\
        ;ApplyFunction;AringAring;Ascr;Assign;AtildeAtilde;AumlAuml;Backslash;Barv;Barwed;Bcy;Because;Be\
        rnoullis;Beta;Bfr;Bopf;Breve;Bscr;Bumpeq;CHcy;COPYCOPY;Cacute;Cap;CapitalDifferentialD;Cayleys;C\
        caron;CcedilCcedil;Ccirc;Cconint;Cdot;Cedilla;CenterDot;Cfr;Chi;CircleDot;CircleMinus;CirclePlus\
        ;CircleTimes;ClockwiseContourIntegral;CloseCurlyDoubleQuote;CloseCurlyQuote;Colon;Colone;Congrue\
        nt;Conint;ContourIntegral;Copf;Coproduct;CounterClockwiseContourIntegral;Cross;Cscr;Cup;CupCap;D\
        D;DDotrahd;DJcy;DScy;DZcy;Dagger;Darr;Dashv;Dcaron;Dcy;Del;Delta;Dfr;DiacriticalAcute;Diacritica\
        lDot;DiacriticalDoubleAcute;DiacriticalGrave;DiacriticalTilde;Diamond;DifferentialD;Dopf;Dot;Dot\
        Dot;DotEqual;DoubleContourIntegral;DoubleDot;DoubleDownArrow;DoubleLeftArrow;DoubleLeftRightArro\
        w;DoubleLeftTee;DoubleLongLeftArrow;DoubleLongLeftRightArrow;DoubleLongRightArrow;DoubleRightArr\
        ow;DoubleRightTee;DoubleUpArrow;DoubleUpDownArrow;DoubleVerticalBar;DownArrow;DownArrowBar;DownA\
        rrowUpArrow;DownBreve;DownLeftRightVector;DownLeftTeeVector;DownLeftVector;DownLeftVectorBar;Dow\
        nRightTeeVector;DownRightVector;DownRightVectorBar;DownTee;DownTeeArrow;Downarrow;Dscr;Dstrok;EN\
        G;ETHETH;EacuteEacute;Ecaron;EcircEcirc;Ecy;Edot;Efr;EgraveEgrave;Element;Emacr;EmptySmallSquare\
        ;EmptyVerySmallSquare;Eogon;Eopf;Epsilon;Equal;EqualTilde;Equilibrium;Escr;Esim;Eta;EumlEuml;Exi\
        sts;ExponentialE;Fcy;Ffr;FilledSmallSquare;FilledVerySmallSquare;Fopf;ForAll;Fouriertrf;Fscr;GJc\
        y;GTGT;Gamma;Gammad;Gbreve;Gcedil;Gcirc;Gcy;Gdot;Gfr;Gg;Gopf;GreaterEqual;GreaterEqualLess;Great\
        erFullEqual;GreaterGreater;GreaterLess;GreaterSlantEqual;GreaterTilde;Gscr;Gt;HARDcy;Hacek;Hat;H\
        circ;Hfr;HilbertSpace;Hopf;HorizontalLine;Hscr;Hstrok;HumpDownHump;HumpEqual;IEcy;IJlig;IOcy;Iac\
        uteIacute;IcircIcirc;Icy;Idot;Ifr;IgraveIgrave;Im;Imacr;ImaginaryI;Implies;Int;Integral;Intersec\
        tion;InvisibleComma;InvisibleTimes;Iogon;Iopf;Iota;Iscr;Itilde;Iukcy;IumlIuml;Jcirc;Jcy;Jfr;Jopf\
        ;Jscr;Jsercy;Jukcy;KHcy;KJcy;Kappa;Kcedil;Kcy;Kfr;Kopf;Kscr;LJcy;LTLT;Lacute;Lambda;Lang;Laplace\
        trf;Larr;Lcaron;Lcedil;Lcy;LeftAngleBracket;LeftArrow;LeftArrowBar;LeftArrowRightArrow;LeftCeili\
        ng;LeftDoubleBracket;LeftDownTeeVector;LeftDownVector;LeftDownVectorBar;LeftFloor;LeftRightArrow\
        ;LeftRightVector;LeftTee;LeftTeeArrow;LeftTeeVector;LeftTriangle;LeftTriangleBar;LeftTriangleEqu\
        al;LeftUpDownVector;LeftUpTeeVector;LeftUpVector;LeftUpVectorBar;LeftVector;LeftVectorBar;Leftar\
        row;Leftrightarrow;LessEqualGreater;LessFullEqual;LessGreater;LessLess;LessSlantEqual;LessTilde;\
        Lfr;Ll;Lleftarrow;Lmidot;LongLeftArrow;LongLeftRightArrow;LongRightArrow;Longleftarrow;Longleftr\
        ightarrow;Longrightarrow;Lopf;LowerLeftArrow;LowerRightArrow;Lscr;Lsh;Lstrok;Lt;Map;Mcy;MediumSp\
        ace;Mellintrf;Mfr;MinusPlus;Mopf;Mscr;Mu;NJcy;Nacute;Ncaron;Ncedil;Ncy;NegativeMediumSpace;Negat\
        iveThickSpace;NegativeThinSpace;NegativeVeryThinSpace;NestedGreaterGreater;NestedLessLess;NewLin\
        e;Nfr;NoBreak;NonBreakingSpace;Nopf;Not;NotCongruent;NotCupCap;NotDoubleVerticalBar;NotElement;N\
        otEqual;NotEqualTilde;NotExists;NotGreater;NotGreaterEqual;NotGreaterFullEqual;NotGreaterGreater\
        ;NotGreaterLess;NotGreaterSlantEqual;NotGreaterTilde;NotHumpDownHump;NotHumpEqual;NotLeftTriangl\
        e;NotLeftTriangleBar;NotLeftTriangleEqual;NotLess;NotLessEqual;NotLessGreater;NotLessLess;NotLes\
        sSlantEqual;NotLessTilde;NotNestedGreaterGreater;NotNestedLessLess;NotPrecedes;NotPrecedesEqual;\
        NotPrecedesSlantEqual;NotReverseElement;NotRightTriangle;NotRightTriangleBar;NotRightTriangleEqu\
        al;NotSquareSubset;NotSquareSubsetEqual;NotSquareSuperset;NotSquareSupersetEqual;NotSubset;NotSu\
        bsetEqual;NotSucceeds;NotSucceedsEqual;NotSucceedsSlantEqual;NotSucceedsTilde;NotSuperset;NotSup\
        ersetEqual;NotTilde;NotTildeEqual;NotTildeFullEqual;NotTildeTilde;NotVerticalBar;Nscr;NtildeNtil\
        de;Nu;OElig;OacuteOacute;OcircOcirc;Ocy;Odblac;Ofr;OgraveOgrave;Omacr;Omega;Omicron;Oopf;OpenCur\
        lyDoubleQuote;OpenCurlyQuote;Or;Oscr;OslashOslash;OtildeOtilde;Otimes;OumlOuml;OverBar;OverBrace\
        ;OverBracket;OverParenthesis;PartialD;Pcy;Pfr;Phi;Pi;PlusMinus;Poincareplane;Popf;Pr;Precedes;Pr\
        ecedesEqual;PrecedesSlantEqual;PrecedesTilde;Prime;Product;Proportion;Proportional;Pscr;Psi;QUOT\
        QUOT;Qfr;Qopf;Qscr;RBarr;REGREG;Racute;Rang;Rarr;Rarrtl;Rcaron;Rcedil;Rcy;Re;ReverseElement;Reve\
        rseEquilibrium;ReverseUpEquilibrium;Rfr;Rho;RightAngleBracket;RightArrow;RightArrowBar;RightArro\
        wLeftArrow;RightCeiling;RightDoubleBracket;RightDownTeeVector;RightDownVector;RightDownVectorBar\
        ;RightFloor;RightTee;RightTeeArrow;RightTeeVector;RightTriangle;RightTriangleBar;RightTriangleEq\
        ual;RightUpDownVector;RightUpTeeVector;RightUpVector;RightUpVectorBar;RightVector;RightVectorBar\
        ;Rightarrow;Ropf;RoundImplies;Rrightarrow;Rscr;Rsh;RuleDelayed;SHCHcy;SHcy;SOFTcy;Sacute;Sc;Scar\
        on;Scedil;Scirc;Scy;Sfr;ShortDownArrow;ShortLeftArrow;ShortRightArrow;ShortUpArrow;Sigma;SmallCi\
        rcle;Sopf;Sqrt;Square;SquareIntersection;SquareSubset;SquareSubsetEqual;SquareSuperset;SquareSup\
        ersetEqual;SquareUnion;Sscr;Star;Sub;Subset;SubsetEqual;Succeeds;SucceedsEqual;SucceedsSlantEqua\
        l;SucceedsTilde;SuchThat;Sum;Sup;Superset;SupersetEqual;Supset;THORNTHORN;TRADE;TSHcy;TScy;Tab;T\
        au;Tcaron;Tcedil;Tcy;Tfr;Therefore;Theta;ThickSpace;ThinSpace;Tilde;TildeEqual;TildeFullEqual;Ti\
        ldeTilde;Topf;TripleDot;Tscr;Tstrok;UacuteUacute;Uarr;Uarrocir;Ubrcy;Ubreve;UcircUcirc;Ucy;Udbla\
        c;Ufr;UgraveUgrave;Umacr;UnderBar;UnderBrace;UnderBracket;UnderParenthesis;Union;UnionPlus;Uogon\
        ;Uopf;UpArrow;UpArrowBar;UpArrowDownArrow;UpDownArrow;UpEquilibrium;UpTee;UpTeeArrow;Uparrow;Upd\
        ownarrow;UpperLeftArrow;UpperRightArrow;Upsi;Upsilon;Uring;Uscr;Utilde;UumlUuml;VDash;Vbar;Vcy;V\
        dash;Vdashl;Vee;Verbar;Vert;VerticalBar;VerticalLine;VerticalSeparator;VerticalTilde;VeryThinSpa\
        ce;Vfr;Vopf;Vscr;Vvdash;Wcirc;Wedge;Wfr;Wopf;Wscr;Xfr;Xi;Xopf;Xscr;YAcy;YIcy;YUcy;YacuteYacute;Y\
        circ;Ycy;Yfr;Yopf;Yscr;Yuml;ZHcy;Zacute;Zcaron;Zcy;Zdot;ZeroWidthSpace;Zeta;Zfr;Zopf;Zscr;aacute\
        aacute;abreve;ac;acE;acd;acircacirc;acuteacute;acy;aeligaelig;af;afr;agraveagrave;alefsym;aleph;\
        alpha;amacr;amalg;ampamp;and;andand;andd;andslope;andv;ang;ange;angle;angmsd;angmsdaa;angmsdab;a\
        ngmsdac;angmsdad;angmsdae;angmsdaf;angmsdag;angmsdah;angrt;angrtvb;angrtvbd;angsph;angst;angzarr\
        ;aogon;aopf;ap;apE;apacir;ape;apid;apos;approx;approxeq;aringaring;ascr;ast;asymp;asympeq;atilde\
        atilde;aumlauml;awconint;awint;bNot;backcong;backepsilon;backprime;backsim;backsimeq;barvee;barw\
        ed;barwedge;bbrk;bbrktbrk;bcong;bcy;bdquo;becaus;because;bemptyv;bepsi;bernou;beta;beth;between;\
        bfr;bigcap;bigcirc;bigcup;bigodot;bigoplus;bigotimes;bigsqcup;bigstar;bigtriangledown;bigtriangl\
        eup;biguplus;bigvee;bigwedge;bkarow;blacklozenge;blacksquare;blacktriangle;blacktriangledown;bla\
        cktriangleleft;blacktriangleright;blank;blk12;blk14;blk34;block;bne;bnequiv;bnot;bopf;bot;bottom\
        ;bowtie;boxDL;boxDR;boxDl;boxDr;boxH;boxHD;boxHU;boxHd;boxHu;boxUL;boxUR;boxUl;boxUr;boxV;boxVH;\
        boxVL;boxVR;boxVh;boxVl;boxVr;boxbox;boxdL;boxdR;boxdl;boxdr;boxh;boxhD;boxhU;boxhd;boxhu;boxmin\
        us;boxplus;boxtimes;boxuL;boxuR;boxul;boxur;boxv;boxvH;boxvL;boxvR;boxvh;boxvl;boxvr;bprime;brev\
        e;brvbarbrvbar;bscr;bsemi;bsim;bsime;bsol;bsolb;bsolhsub;bull;bullet;bump;bumpE;bumpe;bumpeq;cac\
        ute;cap;capand;capbrcup;capcap;capcup;capdot;caps;caret;caron;ccaps;ccaron;ccedilccedil;ccirc;cc\
        ups;ccupssm;cdot;cedilcedil;cemptyv;centcent;centerdot;cfr;chcy;check;checkmark;chi;cir;cirE;cir\
        c;circeq;circlearrowleft;circlearrowright;circledR;circledS;circledast;circledcirc;circleddash;c\
        ire;cirfnint;cirmid;cirscir;clubs;clubsuit;colon;colone;coloneq;comma;commat;comp;compfn;complem\
        ent;complexes;cong;congdot;conint;copf;coprod;copycopy;copysr;crarr;cross;cscr;csub;csube;csup;c\
        supe;ctdot;cudarrl;cudarrr;cuepr;cuesc;cularr;cularrp;cup;cupbrcap;cupcap;cupcup;cupdot;cupor;cu\
        ps;curarr;curarrm;curlyeqprec;curlyeqsucc;curlyvee;curlywedge;currencurren;curvearrowleft;curvea\
        rrowright;cuvee;cuwed;cwconint;cwint;cylcty;dArr;dHar;dagger;daleth;darr;dash;dashv;dbkarow;dbla\
        c;dcaron;dcy;dd;ddagger;ddarr;ddotseq;degdeg;delta;demptyv;dfisht;dfr;dharl;dharr;diam;diamond;d\
        iamondsuit;diams;die;digamma;disin;div;dividedivide;divideontimes;divonx;djcy;dlcorn;dlcrop;doll\
        ar;dopf;dot;doteq;doteqdot;dotminus;dotplus;dotsquare;doublebarwedge;downarrow;downdownarrows;do\
        wnharpoonleft;downharpoonright;drbkarow;drcorn;drcrop;dscr;dscy;dsol;dstrok;dtdot;dtri;dtrif;dua\
        rr;duhar;dwangle;dzcy;dzigrarr;eDDot;eDot;eacuteeacute;easter;ecaron;ecir;ecircecirc;ecolon;ecy;\
        edot;ee;efDot;efr;eg;egraveegrave;egs;egsdot;el;elinters;ell;els;elsdot;emacr;empty;emptyset;emp\
        tyv;emsp13;emsp14;emsp;eng;ensp;eogon;eopf;epar;eparsl;eplus;epsi;epsilon;epsiv;eqcirc;eqcolon;e\
        qsim;eqslantgtr;eqslantless;equals;equest;equiv;equivDD;eqvparsl;erDot;erarr;escr;esdot;esim;eta\
        ;etheth;eumleuml;euro;excl;exist;expectation;exponentiale;fallingdotseq;fcy;female;ffilig;fflig;\
        ffllig;ffr;filig;fjlig;flat;fllig;fltns;fnof;fopf;forall;fork;forkv;fpartint;frac12frac12;frac13\
        ;frac14frac14;frac15;frac16;frac18;frac23;frac25;frac34frac34;frac35;frac38;frac45;frac56;frac58\
        ;frac78;frasl;frown;fscr;gE;gEl;gacute;gamma;gammad;gap;gbreve;gcirc;gcy;gdot;ge;gel;geq;geqq;ge\
        qslant;ges;gescc;gesdot;gesdoto;gesdotol;gesl;gesles;gfr;gg;ggg;gimel;gjcy;gl;glE;gla;glj;gnE;gn\
        ap;gnapprox;gne;gneq;gneqq;gnsim;gopf;grave;gscr;gsim;gsime;gsiml;gtgt;gtcc;gtcir;gtdot;gtlPar;g\
        tquest;gtrapprox;gtrarr;gtrdot;gtreqless;gtreqqless;gtrless;gtrsim;gvertneqq;gvnE;hArr;hairsp;ha\
        lf;hamilt;hardcy;harr;harrcir;harrw;hbar;hcirc;hearts;heartsuit;hellip;hercon;hfr;hksearow;hkswa\
        row;hoarr;homtht;hookleftarrow;hookrightarrow;hopf;horbar;hscr;hslash;hstrok;hybull;hyphen;iacut\
        eiacute;ic;icircicirc;icy;iecy;iexcliexcl;iff;ifr;igraveigrave;ii;iiiint;iiint;iinfin;iiota;ijli\
        g;imacr;image;imagline;imagpart;imath;imof;imped;in;incare;infin;infintie;inodot;int;intcal;inte\
        gers;intercal;intlarhk;intprod;iocy;iogon;iopf;iota;iprod;iquestiquest;iscr;isin;isinE;isindot;i\
        sins;isinsv;isinv;it;itilde;iukcy;iumliuml;jcirc;jcy;jfr;jmath;jopf;jscr;jsercy;jukcy;kappa;kapp\
        av;kcedil;kcy;kfr;kgreen;khcy;kjcy;kopf;kscr;lAarr;lArr;lAtail;lBarr;lE;lEg;lHar;lacute;laemptyv\
        ;lagran;lambda;lang;langd;langle;lap;laquolaquo;larr;larrb;larrbfs;larrfs;larrhk;larrlp;larrpl;l\
        arrsim;larrtl;lat;latail;late;lates;lbarr;lbbrk;lbrace;lbrack;lbrke;lbrksld;lbrkslu;lcaron;lcedi\
        l;lceil;lcub;lcy;ldca;ldquo;ldquor;ldrdhar;ldrushar;ldsh;le;leftarrow;leftarrowtail;leftharpoond\
        own;leftharpoonup;leftleftarrows;leftrightarrow;leftrightarrows;leftrightharpoons;leftrightsquig\
        arrow;leftthreetimes;leg;leq;leqq;leqslant;les;lescc;lesdot;lesdoto;lesdotor;lesg;lesges;lessapp\
        rox;lessdot;lesseqgtr;lesseqqgtr;lessgtr;lesssim;lfisht;lfloor;lfr;lg;lgE;lhard;lharu;lharul;lhb\
        lk;ljcy;ll;llarr;llcorner;llhard;lltri;lmidot;lmoust;lmoustache;lnE;lnap;lnapprox;lne;lneq;lneqq\
        ;lnsim;loang;loarr;lobrk;longleftarrow;longleftrightarrow;longmapsto;longrightarrow;looparrowlef\
        t;looparrowright;lopar;lopf;loplus;lotimes;lowast;lowbar;loz;lozenge;lozf;lpar;lparlt;lrarr;lrco\
        rner;lrhar;lrhard;lrm;lrtri;lsaquo;lscr;lsh;lsim;lsime;lsimg;lsqb;lsquo;lsquor;lstrok;ltlt;ltcc;\
        ltcir;ltdot;lthree;ltimes;ltlarr;ltquest;ltrPar;ltri;ltrie;ltrif;lurdshar;luruhar;lvertneqq;lvnE\
        ;mDDot;macrmacr;male;malt;maltese;map;mapsto;mapstodown;mapstoleft;mapstoup;marker;mcomma;mcy;md\
        ash;measuredangle;mfr;mho;micromicro;mid;midast;midcir;middotmiddot;minus;minusb;minusd;minusdu;\
        mlcp;mldr;mnplus;models;mopf;mp;mscr;mstpos;mu;multimap;mumap;nGg;nGt;nGtv;nLeftarrow;nLeftright\
        arrow;nLl;nLt;nLtv;nRightarrow;nVDash;nVdash;nabla;nacute;nang;nap;napE;napid;napos;napprox;natu\
        r;natural;naturals;nbspnbsp;nbump;nbumpe;ncap;ncaron;ncedil;ncong;ncongdot;ncup;ncy;ndash;ne;neA\
        rr;nearhk;nearr;nearrow;nedot;nequiv;nesear;nesim;nexist;nexists;nfr;ngE;nge;ngeq;ngeqq;ngeqslan\
        t;nges;ngsim;ngt;ngtr;nhArr;nharr;nhpar;ni;nis;nisd;niv;njcy;nlArr;nlE;nlarr;nldr;nle;nleftarrow\
        ;nleftrightarrow;nleq;nleqq;nleqslant;nles;nless;nlsim;nlt;nltri;nltrie;nmid;nopf;notnot;notin;n\
        otinE;notindot;notinva;notinvb;notinvc;notni;notniva;notnivb;notnivc;npar;nparallel;nparsl;npart\
        ;npolint;npr;nprcue;npre;nprec;npreceq;nrArr;nrarr;nrarrc;nrarrw;nrightarrow;nrtri;nrtrie;nsc;ns\
        ccue;nsce;nscr;nshortmid;nshortparallel;nsim;nsime;nsimeq;nsmid;nspar;nsqsube;nsqsupe;nsub;nsubE\
        ;nsube;nsubset;nsubseteq;nsubseteqq;nsucc;nsucceq;nsup;nsupE;nsupe;nsupset;nsupseteq;nsupseteqq;\
        ntgl;ntildentilde;ntlg;ntriangleleft;ntrianglelefteq;ntriangleright;ntrianglerighteq;nu;num;nume\
        ro;numsp;nvDash;nvHarr;nvap;nvdash;nvge;nvgt;nvinfin;nvlArr;nvle;nvlt;nvltrie;nvrArr;nvrtrie;nvs\
        im;nwArr;nwarhk;nwarr;nwarrow;nwnear;oS;oacuteoacute;oast;ocir;ocircocirc;ocy;odash;odblac;odiv;\
        odot;odsold;oelig;ofcir;ofr;ogon;ograveograve;ogt;ohbar;ohm;oint;olarr;olcir;olcross;oline;olt;o\
        macr;omega;omicron;omid;ominus;oopf;opar;operp;oplus;or;orarr;ord;order;orderof;ordfordf;ordmord\
        m;origof;oror;orslope;orv;oscr;oslashoslash;osol;otildeotilde;otimes;otimesas;oumlouml;ovbar;par\
        ;parapara;parallel;parsim;parsl;part;pcy;percnt;period;permil;perp;pertenk;pfr;phi;phiv;phmmat;p\
        hone;pi;pitchfork;piv;planck;planckh;plankv;plus;plusacir;plusb;pluscir;plusdo;plusdu;pluse;plus\
        mnplusmn;plussim;plustwo;pm;pointint;popf;poundpound;pr;prE;prap;prcue;pre;prec;precapprox;precc\
        urlyeq;preceq;precnapprox;precneqq;precnsim;precsim;prime;primes;prnE;prnap;prnsim;prod;profalar\
        ;profline;profsurf;prop;propto;prsim;prurel;pscr;psi;puncsp;qfr;qint;qopf;qprime;qscr;quaternion\
        s;quatint;quest;questeq;quotquot;rAarr;rArr;rAtail;rBarr;rHar;race;racute;radic;raemptyv;rang;ra\
        ngd;range;rangle;raquoraquo;rarr;rarrap;rarrb;rarrbfs;rarrc;rarrfs;rarrhk;rarrlp;rarrpl;rarrsim;\
        rarrtl;rarrw;ratail;ratio;rationals;rbarr;rbbrk;rbrace;rbrack;rbrke;rbrksld;rbrkslu;rcaron;rcedi\
        l;rceil;rcub;rcy;rdca;rdldhar;rdquo;rdquor;rdsh;real;realine;realpart;reals;rect;regreg;rfisht;r\
        floor;rfr;rhard;rharu;rharul;rho;rhov;rightarrow;rightarrowtail;rightharpoondown;rightharpoonup;\
        rightleftarrows;rightleftharpoons;rightrightarrows;rightsquigarrow;rightthreetimes;ring;risingdo\
        tseq;rlarr;rlhar;rlm;rmoust;rmoustache;rnmid;roang;roarr;robrk;ropar;ropf;roplus;rotimes;rpar;rp\
        argt;rppolint;rrarr;rsaquo;rscr;rsh;rsqb;rsquo;rsquor;rthree;rtimes;rtri;rtrie;rtrif;rtriltri;ru\
        luhar;rx;sacute;sbquo;sc;scE;scap;scaron;sccue;sce;scedil;scirc;scnE;scnap;scnsim;scpolint;scsim\
        ;scy;sdot;sdotb;sdote;seArr;searhk;searr;searrow;sectsect;semi;seswar;setminus;setmn;sext;sfr;sf\
        rown;sharp;shchcy;shcy;shortmid;shortparallel;shyshy;sigma;sigmaf;sigmav;sim;simdot;sime;simeq;s\
        img;simgE;siml;simlE;simne;simplus;simrarr;slarr;smallsetminus;smashp;smeparsl;smid;smile;smt;sm\
        te;smtes;softcy;sol;solb;solbar;sopf;spades;spadesuit;spar;sqcap;sqcaps;sqcup;sqcups;sqsub;sqsub\
        e;sqsubset;sqsubseteq;sqsup;sqsupe;sqsupset;sqsupseteq;squ;square;squarf;squf;srarr;sscr;ssetmn;\
        ssmile;sstarf;star;starf;straightepsilon;straightphi;strns;sub;subE;subdot;sube;subedot;submult;\
        subnE;subne;subplus;subrarr;subset;subseteq;subseteqq;subsetneq;subsetneqq;subsim;subsub;subsup;\
        succ;succapprox;succcurlyeq;succeq;succnapprox;succneqq;succnsim;succsim;sum;sung;sup1sup1;sup2s\
        up2;sup3sup3;sup;supE;supdot;supdsub;supe;supedot;suphsol;suphsub;suplarr;supmult;supnE;supne;su\
        pplus;supset;supseteq;supseteqq;supsetneq;supsetneqq;supsim;supsub;supsup;swArr;swarhk;swarr;swa\
        rrow;swnwar;szligszlig;target;tau;tbrk;tcaron;tcedil;tcy;tdot;telrec;tfr;there4;therefore;theta;\
        thetasym;thetav;thickapprox;thicksim;thinsp;thkap;thksim;thornthorn;tilde;timestimes;timesb;time\
        sbar;timesd;tint;toea;top;topbot;topcir;topf;topfork;tosa;tprime;trade;triangle;triangledown;tri\
        angleleft;trianglelefteq;triangleq;triangleright;trianglerighteq;tridot;trie;triminus;triplus;tr\
        isb;tritime;trpezium;tscr;tscy;tshcy;tstrok;twixt;twoheadleftarrow;twoheadrightarrow;uArr;uHar;u\
        acuteuacute;uarr;ubrcy;ubreve;ucircucirc;ucy;udarr;udblac;udhar;ufisht;ufr;ugraveugrave;uharl;uh\
        arr;uhblk;ulcorn;ulcorner;ulcrop;ultri;umacr;umluml;uogon;uopf;uparrow;updownarrow;upharpoonleft\
        ;upharpoonright;uplus;upsi;upsih;upsilon;upuparrows;urcorn;urcorner;urcrop;uring;urtri;uscr;utdo\
        t;utilde;utri;utrif;uuarr;uumluuml;uwangle;vArr;vBar;vBarv;vDash;vangrt;varepsilon;varkappa;varn\
        othing;varphi;varpi;varpropto;varr;varrho;varsigma;varsubsetneq;varsubsetneqq;varsupsetneq;varsu\
        psetneqq;vartheta;vartriangleleft;vartriangleright;vcy;vdash;vee;veebar;veeeq;vellip;verbar;vert\
        ;vfr;vltri;vnsub;vnsup;vopf;vprop;vrtri;vscr;vsubnE;vsubne;vsupnE;vsupne;vzigzag;wcirc;wedbar;we\
        dge;wedgeq;weierp;wfr;wopf;wp;wr;wreath;wscr;xcap;xcirc;xcup;xdtri;xfr;xhArr;xharr;xi;xlArr;xlar\
        r;xmap;xnis;xodot;xopf;xoplus;xotime;xrArr;xrarr;xscr;xsqcup;xuplus;xutri;xvee;xwedge;yacuteyacu\
        te;yacy;ycirc;ycy;yenyen;yfr;yicy;yopf;yscr;yucy;yumlyuml;zacute;zcaron;zcy;zdot;zeetrf;zeta;zfr\
        ;zhcy;zigrarr;zopf;zscr;zwj;zwnj;
        """

    /// What the names stand for, one after the other, in UTF-8.
    static let values: StaticString = """
        \u{c6}\u{c6}&&\u{c1}\u{c1}\u{102}\u{c2}\u{c2}\u{410}\u{1d504}\u{c0}\u{c0}\u{391}\u{100}\u{2a53}\
        \u{104}\u{1d538}\u{2061}\u{c5}\u{c5}\u{1d49c}\u{2254}\u{c3}\u{c3}\u{c4}\u{c4}\u{2216}\u{2ae7}\
        \u{2306}\u{411}\u{2235}\u{212c}\u{392}\u{1d505}\u{1d539}\u{2d8}\u{212c}\u{224e}\u{427}\u{a9}\
        \u{a9}\u{106}\u{22d2}\u{2145}\u{212d}\u{10c}\u{c7}\u{c7}\u{108}\u{2230}\u{10a}\u{b8}\u{b7}\
        \u{212d}\u{3a7}\u{2299}\u{2296}\u{2295}\u{2297}\u{2232}\u{201d}\u{2019}\u{2237}\u{2a74}\u{2261}\
        \u{222f}\u{222e}\u{2102}\u{2210}\u{2233}\u{2a2f}\u{1d49e}\u{22d3}\u{224d}\u{2145}\u{2911}\u{402}\
        \u{405}\u{40f}\u{2021}\u{21a1}\u{2ae4}\u{10e}\u{414}\u{2207}\u{394}\u{1d507}\u{b4}\u{2d9}\u{2dd}\
        `\u{2dc}\u{22c4}\u{2146}\u{1d53b}\u{a8}\u{20dc}\u{2250}\u{222f}\u{a8}\u{21d3}\u{21d0}\u{21d4}\
        \u{2ae4}\u{27f8}\u{27fa}\u{27f9}\u{21d2}\u{22a8}\u{21d1}\u{21d5}\u{2225}\u{2193}\u{2913}\u{21f5}\
        \u{311}\u{2950}\u{295e}\u{21bd}\u{2956}\u{295f}\u{21c1}\u{2957}\u{22a4}\u{21a7}\u{21d3}\u{1d49f}\
        \u{110}\u{14a}\u{d0}\u{d0}\u{c9}\u{c9}\u{11a}\u{ca}\u{ca}\u{42d}\u{116}\u{1d508}\u{c8}\u{c8}\
        \u{2208}\u{112}\u{25fb}\u{25ab}\u{118}\u{1d53c}\u{395}\u{2a75}\u{2242}\u{21cc}\u{2130}\u{2a73}\
        \u{397}\u{cb}\u{cb}\u{2203}\u{2147}\u{424}\u{1d509}\u{25fc}\u{25aa}\u{1d53d}\u{2200}\u{2131}\
        \u{2131}\u{403}>>\u{393}\u{3dc}\u{11e}\u{122}\u{11c}\u{413}\u{120}\u{1d50a}\u{22d9}\u{1d53e}\
        \u{2265}\u{22db}\u{2267}\u{2aa2}\u{2277}\u{2a7e}\u{2273}\u{1d4a2}\u{226b}\u{42a}\u{2c7}^\u{124}\
        \u{210c}\u{210b}\u{210d}\u{2500}\u{210b}\u{126}\u{224e}\u{224f}\u{415}\u{132}\u{401}\u{cd}\u{cd}\
        \u{ce}\u{ce}\u{418}\u{130}\u{2111}\u{cc}\u{cc}\u{2111}\u{12a}\u{2148}\u{21d2}\u{222c}\u{222b}\
        \u{22c2}\u{2063}\u{2062}\u{12e}\u{1d540}\u{399}\u{2110}\u{128}\u{406}\u{cf}\u{cf}\u{134}\u{419}\
        \u{1d50d}\u{1d541}\u{1d4a5}\u{408}\u{404}\u{425}\u{40c}\u{39a}\u{136}\u{41a}\u{1d50e}\u{1d542}\
        \u{1d4a6}\u{409}<<\u{139}\u{39b}\u{27ea}\u{2112}\u{219e}\u{13d}\u{13b}\u{41b}\u{27e8}\u{2190}\
        \u{21e4}\u{21c6}\u{2308}\u{27e6}\u{2961}\u{21c3}\u{2959}\u{230a}\u{2194}\u{294e}\u{22a3}\u{21a4}\
        \u{295a}\u{22b2}\u{29cf}\u{22b4}\u{2951}\u{2960}\u{21bf}\u{2958}\u{21bc}\u{2952}\u{21d0}\u{21d4}\
        \u{22da}\u{2266}\u{2276}\u{2aa1}\u{2a7d}\u{2272}\u{1d50f}\u{22d8}\u{21da}\u{13f}\u{27f5}\u{27f7}\
        \u{27f6}\u{27f8}\u{27fa}\u{27f9}\u{1d543}\u{2199}\u{2198}\u{2112}\u{21b0}\u{141}\u{226a}\u{2905}\
        \u{41c}\u{205f}\u{2133}\u{1d510}\u{2213}\u{1d544}\u{2133}\u{39c}\u{40a}\u{143}\u{147}\u{145}\
        \u{41d}\u{200b}\u{200b}\u{200b}\u{200b}\u{226b}\u{226a}\u{a}\u{1d511}\u{2060}\u{a0}\u{2115}\
        \u{2aec}\u{2262}\u{226d}\u{2226}\u{2209}\u{2260}\u{2242}\u{338}\u{2204}\u{226f}\u{2271}\u{2267}\
        \u{338}\u{226b}\u{338}\u{2279}\u{2a7e}\u{338}\u{2275}\u{224e}\u{338}\u{224f}\u{338}\u{22ea}\
        \u{29cf}\u{338}\u{22ec}\u{226e}\u{2270}\u{2278}\u{226a}\u{338}\u{2a7d}\u{338}\u{2274}\u{2aa2}\
        \u{338}\u{2aa1}\u{338}\u{2280}\u{2aaf}\u{338}\u{22e0}\u{220c}\u{22eb}\u{29d0}\u{338}\u{22ed}\
        \u{228f}\u{338}\u{22e2}\u{2290}\u{338}\u{22e3}\u{2282}\u{20d2}\u{2288}\u{2281}\u{2ab0}\u{338}\
        \u{22e1}\u{227f}\u{338}\u{2283}\u{20d2}\u{2289}\u{2241}\u{2244}\u{2247}\u{2249}\u{2224}\u{1d4a9}\
        \u{d1}\u{d1}\u{39d}\u{152}\u{d3}\u{d3}\u{d4}\u{d4}\u{41e}\u{150}\u{1d512}\u{d2}\u{d2}\u{14c}\
        \u{3a9}\u{39f}\u{1d546}\u{201c}\u{2018}\u{2a54}\u{1d4aa}\u{d8}\u{d8}\u{d5}\u{d5}\u{2a37}\u{d6}\
        \u{d6}\u{203e}\u{23de}\u{23b4}\u{23dc}\u{2202}\u{41f}\u{1d513}\u{3a6}\u{3a0}\u{b1}\u{210c}\
        \u{2119}\u{2abb}\u{227a}\u{2aaf}\u{227c}\u{227e}\u{2033}\u{220f}\u{2237}\u{221d}\u{1d4ab}\u{3a8}\
        \"\"\u{1d514}\u{211a}\u{1d4ac}\u{2910}\u{ae}\u{ae}\u{154}\u{27eb}\u{21a0}\u{2916}\u{158}\u{156}\
        \u{420}\u{211c}\u{220b}\u{21cb}\u{296f}\u{211c}\u{3a1}\u{27e9}\u{2192}\u{21e5}\u{21c4}\u{2309}\
        \u{27e7}\u{295d}\u{21c2}\u{2955}\u{230b}\u{22a2}\u{21a6}\u{295b}\u{22b3}\u{29d0}\u{22b5}\u{294f}\
        \u{295c}\u{21be}\u{2954}\u{21c0}\u{2953}\u{21d2}\u{211d}\u{2970}\u{21db}\u{211b}\u{21b1}\u{29f4}\
        \u{429}\u{428}\u{42c}\u{15a}\u{2abc}\u{160}\u{15e}\u{15c}\u{421}\u{1d516}\u{2193}\u{2190}\
        \u{2192}\u{2191}\u{3a3}\u{2218}\u{1d54a}\u{221a}\u{25a1}\u{2293}\u{228f}\u{2291}\u{2290}\u{2292}\
        \u{2294}\u{1d4ae}\u{22c6}\u{22d0}\u{22d0}\u{2286}\u{227b}\u{2ab0}\u{227d}\u{227f}\u{220b}\
        \u{2211}\u{22d1}\u{2283}\u{2287}\u{22d1}\u{de}\u{de}\u{2122}\u{40b}\u{426}\u{9}\u{3a4}\u{164}\
        \u{162}\u{422}\u{1d517}\u{2234}\u{398}\u{205f}\u{200a}\u{2009}\u{223c}\u{2243}\u{2245}\u{2248}\
        \u{1d54b}\u{20db}\u{1d4af}\u{166}\u{da}\u{da}\u{219f}\u{2949}\u{40e}\u{16c}\u{db}\u{db}\u{423}\
        \u{170}\u{1d518}\u{d9}\u{d9}\u{16a}_\u{23df}\u{23b5}\u{23dd}\u{22c3}\u{228e}\u{172}\u{1d54c}\
        \u{2191}\u{2912}\u{21c5}\u{2195}\u{296e}\u{22a5}\u{21a5}\u{21d1}\u{21d5}\u{2196}\u{2197}\u{3d2}\
        \u{3a5}\u{16e}\u{1d4b0}\u{168}\u{dc}\u{dc}\u{22ab}\u{2aeb}\u{412}\u{22a9}\u{2ae6}\u{22c1}\
        \u{2016}\u{2016}\u{2223}|\u{2758}\u{2240}\u{200a}\u{1d519}\u{1d54d}\u{1d4b1}\u{22aa}\u{174}\
        \u{22c0}\u{1d51a}\u{1d54e}\u{1d4b2}\u{1d51b}\u{39e}\u{1d54f}\u{1d4b3}\u{42f}\u{407}\u{42e}\u{dd}\
        \u{dd}\u{176}\u{42b}\u{1d51c}\u{1d550}\u{1d4b4}\u{178}\u{416}\u{179}\u{17d}\u{417}\u{17b}\
        \u{200b}\u{396}\u{2128}\u{2124}\u{1d4b5}\u{e1}\u{e1}\u{103}\u{223e}\u{223e}\u{333}\u{223f}\u{e2}\
        \u{e2}\u{b4}\u{b4}\u{430}\u{e6}\u{e6}\u{2061}\u{1d51e}\u{e0}\u{e0}\u{2135}\u{2135}\u{3b1}\u{101}\
        \u{2a3f}&&\u{2227}\u{2a55}\u{2a5c}\u{2a58}\u{2a5a}\u{2220}\u{29a4}\u{2220}\u{2221}\u{29a8}\
        \u{29a9}\u{29aa}\u{29ab}\u{29ac}\u{29ad}\u{29ae}\u{29af}\u{221f}\u{22be}\u{299d}\u{2222}\u{c5}\
        \u{237c}\u{105}\u{1d552}\u{2248}\u{2a70}\u{2a6f}\u{224a}\u{224b}'\u{2248}\u{224a}\u{e5}\u{e5}\
        \u{1d4b6}*\u{2248}\u{224d}\u{e3}\u{e3}\u{e4}\u{e4}\u{2233}\u{2a11}\u{2aed}\u{224c}\u{3f6}\
        \u{2035}\u{223d}\u{22cd}\u{22bd}\u{2305}\u{2305}\u{23b5}\u{23b6}\u{224c}\u{431}\u{201e}\u{2235}\
        \u{2235}\u{29b0}\u{3f6}\u{212c}\u{3b2}\u{2136}\u{226c}\u{1d51f}\u{22c2}\u{25ef}\u{22c3}\u{2a00}\
        \u{2a01}\u{2a02}\u{2a06}\u{2605}\u{25bd}\u{25b3}\u{2a04}\u{22c1}\u{22c0}\u{290d}\u{29eb}\u{25aa}\
        \u{25b4}\u{25be}\u{25c2}\u{25b8}\u{2423}\u{2592}\u{2591}\u{2593}\u{2588}=\u{20e5}\u{2261}\
        \u{20e5}\u{2310}\u{1d553}\u{22a5}\u{22a5}\u{22c8}\u{2557}\u{2554}\u{2556}\u{2553}\u{2550}\
        \u{2566}\u{2569}\u{2564}\u{2567}\u{255d}\u{255a}\u{255c}\u{2559}\u{2551}\u{256c}\u{2563}\u{2560}\
        \u{256b}\u{2562}\u{255f}\u{29c9}\u{2555}\u{2552}\u{2510}\u{250c}\u{2500}\u{2565}\u{2568}\u{252c}\
        \u{2534}\u{229f}\u{229e}\u{22a0}\u{255b}\u{2558}\u{2518}\u{2514}\u{2502}\u{256a}\u{2561}\u{255e}\
        \u{253c}\u{2524}\u{251c}\u{2035}\u{2d8}\u{a6}\u{a6}\u{1d4b7}\u{204f}\u{223d}\u{22cd}\\\u{29c5}\
        \u{27c8}\u{2022}\u{2022}\u{224e}\u{2aae}\u{224f}\u{224f}\u{107}\u{2229}\u{2a44}\u{2a49}\u{2a4b}\
        \u{2a47}\u{2a40}\u{2229}\u{fe00}\u{2041}\u{2c7}\u{2a4d}\u{10d}\u{e7}\u{e7}\u{109}\u{2a4c}\
        \u{2a50}\u{10b}\u{b8}\u{b8}\u{29b2}\u{a2}\u{a2}\u{b7}\u{1d520}\u{447}\u{2713}\u{2713}\u{3c7}\
        \u{25cb}\u{29c3}\u{2c6}\u{2257}\u{21ba}\u{21bb}\u{ae}\u{24c8}\u{229b}\u{229a}\u{229d}\u{2257}\
        \u{2a10}\u{2aef}\u{29c2}\u{2663}\u{2663}:\u{2254}\u{2254},@\u{2201}\u{2218}\u{2201}\u{2102}\
        \u{2245}\u{2a6d}\u{222e}\u{1d554}\u{2210}\u{a9}\u{a9}\u{2117}\u{21b5}\u{2717}\u{1d4b8}\u{2acf}\
        \u{2ad1}\u{2ad0}\u{2ad2}\u{22ef}\u{2938}\u{2935}\u{22de}\u{22df}\u{21b6}\u{293d}\u{222a}\u{2a48}\
        \u{2a46}\u{2a4a}\u{228d}\u{2a45}\u{222a}\u{fe00}\u{21b7}\u{293c}\u{22de}\u{22df}\u{22ce}\u{22cf}\
        \u{a4}\u{a4}\u{21b6}\u{21b7}\u{22ce}\u{22cf}\u{2232}\u{2231}\u{232d}\u{21d3}\u{2965}\u{2020}\
        \u{2138}\u{2193}\u{2010}\u{22a3}\u{290f}\u{2dd}\u{10f}\u{434}\u{2146}\u{2021}\u{21ca}\u{2a77}\
        \u{b0}\u{b0}\u{3b4}\u{29b1}\u{297f}\u{1d521}\u{21c3}\u{21c2}\u{22c4}\u{22c4}\u{2666}\u{2666}\
        \u{a8}\u{3dd}\u{22f2}\u{f7}\u{f7}\u{f7}\u{22c7}\u{22c7}\u{452}\u{231e}\u{230d}$\u{1d555}\u{2d9}\
        \u{2250}\u{2251}\u{2238}\u{2214}\u{22a1}\u{2306}\u{2193}\u{21ca}\u{21c3}\u{21c2}\u{2910}\u{231f}\
        \u{230c}\u{1d4b9}\u{455}\u{29f6}\u{111}\u{22f1}\u{25bf}\u{25be}\u{21f5}\u{296f}\u{29a6}\u{45f}\
        \u{27ff}\u{2a77}\u{2251}\u{e9}\u{e9}\u{2a6e}\u{11b}\u{2256}\u{ea}\u{ea}\u{2255}\u{44d}\u{117}\
        \u{2147}\u{2252}\u{1d522}\u{2a9a}\u{e8}\u{e8}\u{2a96}\u{2a98}\u{2a99}\u{23e7}\u{2113}\u{2a95}\
        \u{2a97}\u{113}\u{2205}\u{2205}\u{2205}\u{2004}\u{2005}\u{2003}\u{14b}\u{2002}\u{119}\u{1d556}\
        \u{22d5}\u{29e3}\u{2a71}\u{3b5}\u{3b5}\u{3f5}\u{2256}\u{2255}\u{2242}\u{2a96}\u{2a95}=\u{225f}\
        \u{2261}\u{2a78}\u{29e5}\u{2253}\u{2971}\u{212f}\u{2250}\u{2242}\u{3b7}\u{f0}\u{f0}\u{eb}\u{eb}\
        \u{20ac}!\u{2203}\u{2130}\u{2147}\u{2252}\u{444}\u{2640}\u{fb03}\u{fb00}\u{fb04}\u{1d523}\
        \u{fb01}fj\u{266d}\u{fb02}\u{25b1}\u{192}\u{1d557}\u{2200}\u{22d4}\u{2ad9}\u{2a0d}\u{bd}\u{bd}\
        \u{2153}\u{bc}\u{bc}\u{2155}\u{2159}\u{215b}\u{2154}\u{2156}\u{be}\u{be}\u{2157}\u{215c}\u{2158}\
        \u{215a}\u{215d}\u{215e}\u{2044}\u{2322}\u{1d4bb}\u{2267}\u{2a8c}\u{1f5}\u{3b3}\u{3dd}\u{2a86}\
        \u{11f}\u{11d}\u{433}\u{121}\u{2265}\u{22db}\u{2265}\u{2267}\u{2a7e}\u{2a7e}\u{2aa9}\u{2a80}\
        \u{2a82}\u{2a84}\u{22db}\u{fe00}\u{2a94}\u{1d524}\u{226b}\u{22d9}\u{2137}\u{453}\u{2277}\u{2a92}\
        \u{2aa5}\u{2aa4}\u{2269}\u{2a8a}\u{2a8a}\u{2a88}\u{2a88}\u{2269}\u{22e7}\u{1d558}`\u{210a}\
        \u{2273}\u{2a8e}\u{2a90}>>\u{2aa7}\u{2a7a}\u{22d7}\u{2995}\u{2a7c}\u{2a86}\u{2978}\u{22d7}\
        \u{22db}\u{2a8c}\u{2277}\u{2273}\u{2269}\u{fe00}\u{2269}\u{fe00}\u{21d4}\u{200a}\u{bd}\u{210b}\
        \u{44a}\u{2194}\u{2948}\u{21ad}\u{210f}\u{125}\u{2665}\u{2665}\u{2026}\u{22b9}\u{1d525}\u{2925}\
        \u{2926}\u{21ff}\u{223b}\u{21a9}\u{21aa}\u{1d559}\u{2015}\u{1d4bd}\u{210f}\u{127}\u{2043}\
        \u{2010}\u{ed}\u{ed}\u{2063}\u{ee}\u{ee}\u{438}\u{435}\u{a1}\u{a1}\u{21d4}\u{1d526}\u{ec}\u{ec}\
        \u{2148}\u{2a0c}\u{222d}\u{29dc}\u{2129}\u{133}\u{12b}\u{2111}\u{2110}\u{2111}\u{131}\u{22b7}\
        \u{1b5}\u{2208}\u{2105}\u{221e}\u{29dd}\u{131}\u{222b}\u{22ba}\u{2124}\u{22ba}\u{2a17}\u{2a3c}\
        \u{451}\u{12f}\u{1d55a}\u{3b9}\u{2a3c}\u{bf}\u{bf}\u{1d4be}\u{2208}\u{22f9}\u{22f5}\u{22f4}\
        \u{22f3}\u{2208}\u{2062}\u{129}\u{456}\u{ef}\u{ef}\u{135}\u{439}\u{1d527}\u{237}\u{1d55b}\
        \u{1d4bf}\u{458}\u{454}\u{3ba}\u{3f0}\u{137}\u{43a}\u{1d528}\u{138}\u{445}\u{45c}\u{1d55c}\
        \u{1d4c0}\u{21da}\u{21d0}\u{291b}\u{290e}\u{2266}\u{2a8b}\u{2962}\u{13a}\u{29b4}\u{2112}\u{3bb}\
        \u{27e8}\u{2991}\u{27e8}\u{2a85}\u{ab}\u{ab}\u{2190}\u{21e4}\u{291f}\u{291d}\u{21a9}\u{21ab}\
        \u{2939}\u{2973}\u{21a2}\u{2aab}\u{2919}\u{2aad}\u{2aad}\u{fe00}\u{290c}\u{2772}{[\u{298b}\
        \u{298f}\u{298d}\u{13e}\u{13c}\u{2308}{\u{43b}\u{2936}\u{201c}\u{201e}\u{2967}\u{294b}\u{21b2}\
        \u{2264}\u{2190}\u{21a2}\u{21bd}\u{21bc}\u{21c7}\u{2194}\u{21c6}\u{21cb}\u{21ad}\u{22cb}\u{22da}\
        \u{2264}\u{2266}\u{2a7d}\u{2a7d}\u{2aa8}\u{2a7f}\u{2a81}\u{2a83}\u{22da}\u{fe00}\u{2a93}\u{2a85}\
        \u{22d6}\u{22da}\u{2a8b}\u{2276}\u{2272}\u{297c}\u{230a}\u{1d529}\u{2276}\u{2a91}\u{21bd}\
        \u{21bc}\u{296a}\u{2584}\u{459}\u{226a}\u{21c7}\u{231e}\u{296b}\u{25fa}\u{140}\u{23b0}\u{23b0}\
        \u{2268}\u{2a89}\u{2a89}\u{2a87}\u{2a87}\u{2268}\u{22e6}\u{27ec}\u{21fd}\u{27e6}\u{27f5}\u{27f7}\
        \u{27fc}\u{27f6}\u{21ab}\u{21ac}\u{2985}\u{1d55d}\u{2a2d}\u{2a34}\u{2217}_\u{25ca}\u{25ca}\
        \u{29eb}(\u{2993}\u{21c6}\u{231f}\u{21cb}\u{296d}\u{200e}\u{22bf}\u{2039}\u{1d4c1}\u{21b0}\
        \u{2272}\u{2a8d}\u{2a8f}[\u{2018}\u{201a}\u{142}<<\u{2aa6}\u{2a79}\u{22d6}\u{22cb}\u{22c9}\
        \u{2976}\u{2a7b}\u{2996}\u{25c3}\u{22b4}\u{25c2}\u{294a}\u{2966}\u{2268}\u{fe00}\u{2268}\u{fe00}\
        \u{223a}\u{af}\u{af}\u{2642}\u{2720}\u{2720}\u{21a6}\u{21a6}\u{21a7}\u{21a4}\u{21a5}\u{25ae}\
        \u{2a29}\u{43c}\u{2014}\u{2221}\u{1d52a}\u{2127}\u{b5}\u{b5}\u{2223}*\u{2af0}\u{b7}\u{b7}\
        \u{2212}\u{229f}\u{2238}\u{2a2a}\u{2adb}\u{2026}\u{2213}\u{22a7}\u{1d55e}\u{2213}\u{1d4c2}\
        \u{223e}\u{3bc}\u{22b8}\u{22b8}\u{22d9}\u{338}\u{226b}\u{20d2}\u{226b}\u{338}\u{21cd}\u{21ce}\
        \u{22d8}\u{338}\u{226a}\u{20d2}\u{226a}\u{338}\u{21cf}\u{22af}\u{22ae}\u{2207}\u{144}\u{2220}\
        \u{20d2}\u{2249}\u{2a70}\u{338}\u{224b}\u{338}\u{149}\u{2249}\u{266e}\u{266e}\u{2115}\u{a0}\
        \u{a0}\u{224e}\u{338}\u{224f}\u{338}\u{2a43}\u{148}\u{146}\u{2247}\u{2a6d}\u{338}\u{2a42}\u{43d}\
        \u{2013}\u{2260}\u{21d7}\u{2924}\u{2197}\u{2197}\u{2250}\u{338}\u{2262}\u{2928}\u{2242}\u{338}\
        \u{2204}\u{2204}\u{1d52b}\u{2267}\u{338}\u{2271}\u{2271}\u{2267}\u{338}\u{2a7e}\u{338}\u{2a7e}\
        \u{338}\u{2275}\u{226f}\u{226f}\u{21ce}\u{21ae}\u{2af2}\u{220b}\u{22fc}\u{22fa}\u{220b}\u{45a}\
        \u{21cd}\u{2266}\u{338}\u{219a}\u{2025}\u{2270}\u{219a}\u{21ae}\u{2270}\u{2266}\u{338}\u{2a7d}\
        \u{338}\u{2a7d}\u{338}\u{226e}\u{2274}\u{226e}\u{22ea}\u{22ec}\u{2224}\u{1d55f}\u{ac}\u{ac}\
        \u{2209}\u{22f9}\u{338}\u{22f5}\u{338}\u{2209}\u{22f7}\u{22f6}\u{220c}\u{220c}\u{22fe}\u{22fd}\
        \u{2226}\u{2226}\u{2afd}\u{20e5}\u{2202}\u{338}\u{2a14}\u{2280}\u{22e0}\u{2aaf}\u{338}\u{2280}\
        \u{2aaf}\u{338}\u{21cf}\u{219b}\u{2933}\u{338}\u{219d}\u{338}\u{219b}\u{22eb}\u{22ed}\u{2281}\
        \u{22e1}\u{2ab0}\u{338}\u{1d4c3}\u{2224}\u{2226}\u{2241}\u{2244}\u{2244}\u{2224}\u{2226}\u{22e2}\
        \u{22e3}\u{2284}\u{2ac5}\u{338}\u{2288}\u{2282}\u{20d2}\u{2288}\u{2ac5}\u{338}\u{2281}\u{2ab0}\
        \u{338}\u{2285}\u{2ac6}\u{338}\u{2289}\u{2283}\u{20d2}\u{2289}\u{2ac6}\u{338}\u{2279}\u{f1}\
        \u{f1}\u{2278}\u{22ea}\u{22ec}\u{22eb}\u{22ed}\u{3bd}#\u{2116}\u{2007}\u{22ad}\u{2904}\u{224d}\
        \u{20d2}\u{22ac}\u{2265}\u{20d2}>\u{20d2}\u{29de}\u{2902}\u{2264}\u{20d2}<\u{20d2}\u{22b4}\
        \u{20d2}\u{2903}\u{22b5}\u{20d2}\u{223c}\u{20d2}\u{21d6}\u{2923}\u{2196}\u{2196}\u{2927}\u{24c8}\
        \u{f3}\u{f3}\u{229b}\u{229a}\u{f4}\u{f4}\u{43e}\u{229d}\u{151}\u{2a38}\u{2299}\u{29bc}\u{153}\
        \u{29bf}\u{1d52c}\u{2db}\u{f2}\u{f2}\u{29c1}\u{29b5}\u{3a9}\u{222e}\u{21ba}\u{29be}\u{29bb}\
        \u{203e}\u{29c0}\u{14d}\u{3c9}\u{3bf}\u{29b6}\u{2296}\u{1d560}\u{29b7}\u{29b9}\u{2295}\u{2228}\
        \u{21bb}\u{2a5d}\u{2134}\u{2134}\u{aa}\u{aa}\u{ba}\u{ba}\u{22b6}\u{2a56}\u{2a57}\u{2a5b}\u{2134}\
        \u{f8}\u{f8}\u{2298}\u{f5}\u{f5}\u{2297}\u{2a36}\u{f6}\u{f6}\u{233d}\u{2225}\u{b6}\u{b6}\u{2225}\
        \u{2af3}\u{2afd}\u{2202}\u{43f}%.\u{2030}\u{22a5}\u{2031}\u{1d52d}\u{3c6}\u{3d5}\u{2133}\u{260e}\
        \u{3c0}\u{22d4}\u{3d6}\u{210f}\u{210e}\u{210f}+\u{2a23}\u{229e}\u{2a22}\u{2214}\u{2a25}\u{2a72}\
        \u{b1}\u{b1}\u{2a26}\u{2a27}\u{b1}\u{2a15}\u{1d561}\u{a3}\u{a3}\u{227a}\u{2ab3}\u{2ab7}\u{227c}\
        \u{2aaf}\u{227a}\u{2ab7}\u{227c}\u{2aaf}\u{2ab9}\u{2ab5}\u{22e8}\u{227e}\u{2032}\u{2119}\u{2ab5}\
        \u{2ab9}\u{22e8}\u{220f}\u{232e}\u{2312}\u{2313}\u{221d}\u{221d}\u{227e}\u{22b0}\u{1d4c5}\u{3c8}\
        \u{2008}\u{1d52e}\u{2a0c}\u{1d562}\u{2057}\u{1d4c6}\u{210d}\u{2a16}?\u{225f}\"\"\u{21db}\u{21d2}\
        \u{291c}\u{290f}\u{2964}\u{223d}\u{331}\u{155}\u{221a}\u{29b3}\u{27e9}\u{2992}\u{29a5}\u{27e9}\
        \u{bb}\u{bb}\u{2192}\u{2975}\u{21e5}\u{2920}\u{2933}\u{291e}\u{21aa}\u{21ac}\u{2945}\u{2974}\
        \u{21a3}\u{219d}\u{291a}\u{2236}\u{211a}\u{290d}\u{2773}}]\u{298c}\u{298e}\u{2990}\u{159}\u{157}\
        \u{2309}}\u{440}\u{2937}\u{2969}\u{201d}\u{201d}\u{21b3}\u{211c}\u{211b}\u{211c}\u{211d}\u{25ad}\
        \u{ae}\u{ae}\u{297d}\u{230b}\u{1d52f}\u{21c1}\u{21c0}\u{296c}\u{3c1}\u{3f1}\u{2192}\u{21a3}\
        \u{21c1}\u{21c0}\u{21c4}\u{21cc}\u{21c9}\u{219d}\u{22cc}\u{2da}\u{2253}\u{21c4}\u{21cc}\u{200f}\
        \u{23b1}\u{23b1}\u{2aee}\u{27ed}\u{21fe}\u{27e7}\u{2986}\u{1d563}\u{2a2e}\u{2a35})\u{2994}\
        \u{2a12}\u{21c9}\u{203a}\u{1d4c7}\u{21b1}]\u{2019}\u{2019}\u{22cc}\u{22ca}\u{25b9}\u{22b5}\
        \u{25b8}\u{29ce}\u{2968}\u{211e}\u{15b}\u{201a}\u{227b}\u{2ab4}\u{2ab8}\u{161}\u{227d}\u{2ab0}\
        \u{15f}\u{15d}\u{2ab6}\u{2aba}\u{22e9}\u{2a13}\u{227f}\u{441}\u{22c5}\u{22a1}\u{2a66}\u{21d8}\
        \u{2925}\u{2198}\u{2198}\u{a7}\u{a7};\u{2929}\u{2216}\u{2216}\u{2736}\u{1d530}\u{2322}\u{266f}\
        \u{449}\u{448}\u{2223}\u{2225}\u{ad}\u{ad}\u{3c3}\u{3c2}\u{3c2}\u{223c}\u{2a6a}\u{2243}\u{2243}\
        \u{2a9e}\u{2aa0}\u{2a9d}\u{2a9f}\u{2246}\u{2a24}\u{2972}\u{2190}\u{2216}\u{2a33}\u{29e4}\u{2223}\
        \u{2323}\u{2aaa}\u{2aac}\u{2aac}\u{fe00}\u{44c}/\u{29c4}\u{233f}\u{1d564}\u{2660}\u{2660}\
        \u{2225}\u{2293}\u{2293}\u{fe00}\u{2294}\u{2294}\u{fe00}\u{228f}\u{2291}\u{228f}\u{2291}\u{2290}\
        \u{2292}\u{2290}\u{2292}\u{25a1}\u{25a1}\u{25aa}\u{25aa}\u{2192}\u{1d4c8}\u{2216}\u{2323}\
        \u{22c6}\u{2606}\u{2605}\u{3f5}\u{3d5}\u{af}\u{2282}\u{2ac5}\u{2abd}\u{2286}\u{2ac3}\u{2ac1}\
        \u{2acb}\u{228a}\u{2abf}\u{2979}\u{2282}\u{2286}\u{2ac5}\u{228a}\u{2acb}\u{2ac7}\u{2ad5}\u{2ad3}\
        \u{227b}\u{2ab8}\u{227d}\u{2ab0}\u{2aba}\u{2ab6}\u{22e9}\u{227f}\u{2211}\u{266a}\u{b9}\u{b9}\
        \u{b2}\u{b2}\u{b3}\u{b3}\u{2283}\u{2ac6}\u{2abe}\u{2ad8}\u{2287}\u{2ac4}\u{27c9}\u{2ad7}\u{297b}\
        \u{2ac2}\u{2acc}\u{228b}\u{2ac0}\u{2283}\u{2287}\u{2ac6}\u{228b}\u{2acc}\u{2ac8}\u{2ad4}\u{2ad6}\
        \u{21d9}\u{2926}\u{2199}\u{2199}\u{292a}\u{df}\u{df}\u{2316}\u{3c4}\u{23b4}\u{165}\u{163}\u{442}\
        \u{20db}\u{2315}\u{1d531}\u{2234}\u{2234}\u{3b8}\u{3d1}\u{3d1}\u{2248}\u{223c}\u{2009}\u{2248}\
        \u{223c}\u{fe}\u{fe}\u{2dc}\u{d7}\u{d7}\u{22a0}\u{2a31}\u{2a30}\u{222d}\u{2928}\u{22a4}\u{2336}\
        \u{2af1}\u{1d565}\u{2ada}\u{2929}\u{2034}\u{2122}\u{25b5}\u{25bf}\u{25c3}\u{22b4}\u{225c}\
        \u{25b9}\u{22b5}\u{25ec}\u{225c}\u{2a3a}\u{2a39}\u{29cd}\u{2a3b}\u{23e2}\u{1d4c9}\u{446}\u{45b}\
        \u{167}\u{226c}\u{219e}\u{21a0}\u{21d1}\u{2963}\u{fa}\u{fa}\u{2191}\u{45e}\u{16d}\u{fb}\u{fb}\
        \u{443}\u{21c5}\u{171}\u{296e}\u{297e}\u{1d532}\u{f9}\u{f9}\u{21bf}\u{21be}\u{2580}\u{231c}\
        \u{231c}\u{230f}\u{25f8}\u{16b}\u{a8}\u{a8}\u{173}\u{1d566}\u{2191}\u{2195}\u{21bf}\u{21be}\
        \u{228e}\u{3c5}\u{3d2}\u{3c5}\u{21c8}\u{231d}\u{231d}\u{230e}\u{16f}\u{25f9}\u{1d4ca}\u{22f0}\
        \u{169}\u{25b5}\u{25b4}\u{21c8}\u{fc}\u{fc}\u{29a7}\u{21d5}\u{2ae8}\u{2ae9}\u{22a8}\u{299c}\
        \u{3f5}\u{3f0}\u{2205}\u{3d5}\u{3d6}\u{221d}\u{2195}\u{3f1}\u{3c2}\u{228a}\u{fe00}\u{2acb}\
        \u{fe00}\u{228b}\u{fe00}\u{2acc}\u{fe00}\u{3d1}\u{22b2}\u{22b3}\u{432}\u{22a2}\u{2228}\u{22bb}\
        \u{225a}\u{22ee}||\u{1d533}\u{22b2}\u{2282}\u{20d2}\u{2283}\u{20d2}\u{1d567}\u{221d}\u{22b3}\
        \u{1d4cb}\u{2acb}\u{fe00}\u{228a}\u{fe00}\u{2acc}\u{fe00}\u{228b}\u{fe00}\u{299a}\u{175}\u{2a5f}\
        \u{2227}\u{2259}\u{2118}\u{1d534}\u{1d568}\u{2118}\u{2240}\u{2240}\u{1d4cc}\u{22c2}\u{25ef}\
        \u{22c3}\u{25bd}\u{1d535}\u{27fa}\u{27f7}\u{3be}\u{27f8}\u{27f5}\u{27fc}\u{22fb}\u{2a00}\
        \u{1d569}\u{2a01}\u{2a02}\u{27f9}\u{27f6}\u{1d4cd}\u{2a06}\u{2a04}\u{25b3}\u{22c1}\u{22c0}\u{fd}\
        \u{fd}\u{44f}\u{177}\u{44b}\u{a5}\u{a5}\u{1d536}\u{457}\u{1d56a}\u{1d4ce}\u{44e}\u{ff}\u{ff}\
        \u{17a}\u{17e}\u{437}\u{17c}\u{2128}\u{3b6}\u{1d537}\u{436}\u{21dd}\u{1d56b}\u{1d4cf}\u{200d}\
        \u{200c}
        """

    /// Where each name begins, and where the last ends.
    static let nameStarts: [UInt16] = [
        0, 5, 11, 14, 18, 24, 31, 38, 43, 49, 53, 57, 63, 70, 76, 82, 86, 92, 97, 111, 116, 122, 127, 134,
        140, 147, 151, 156, 166, 171, 178, 182, 190, 201, 206, 210, 215, 221, 226, 233, 238, 242, 247, 254,
        258, 279, 287, 294, 300, 307, 313, 321, 326, 334, 344, 348, 352, 362, 374, 385, 397, 422, 444, 460,
        466, 473, 483, 490, 506, 511, 521, 553, 559, 564, 568, 575, 578, 587, 592, 597, 602, 609, 614, 620,
        627, 631, 635, 641, 645, 662, 677, 700, 717, 734, 742, 756, 761, 765, 772, 781, 803, 813, 829, 845,
        866, 880, 900, 925, 946, 963, 978, 992, 1010, 1028, 1038, 1051, 1068, 1078, 1098, 1116, 1131, 1149,
        1168, 1184, 1203, 1211, 1224, 1234, 1239, 1246, 1250, 1253, 1257, 1263, 1270, 1277, 1282, 1288, 1292,
        1297, 1301, 1307, 1314, 1322, 1328, 1345, 1366, 1372, 1377, 1385, 1391, 1402, 1414, 1419, 1424, 1428,
        1432, 1437, 1444, 1457, 1461, 1465, 1483, 1505, 1510, 1517, 1528, 1533, 1538, 1540, 1543, 1549, 1556,
        1563, 1570, 1576, 1580, 1585, 1589, 1592, 1597, 1610, 1627, 1644, 1659, 1671, 1689, 1702, 1707, 1710,
        1717, 1723, 1727, 1733, 1737, 1750, 1755, 1770, 1775, 1782, 1795, 1805, 1810, 1816, 1821, 1827, 1834,
        1839, 1845, 1849, 1854, 1858, 1864, 1871, 1874, 1880, 1891, 1899, 1903, 1912, 1925, 1940, 1955, 1961,
        1966, 1971, 1976, 1983, 1989, 1993, 1998, 2004, 2008, 2012, 2017, 2022, 2029, 2035, 2040, 2045, 2051,
        2058, 2062, 2066, 2071, 2076, 2081, 2083, 2086, 2093, 2100, 2105, 2116, 2121, 2128, 2135, 2139, 2156,
        2166, 2179, 2199, 2211, 2229, 2247, 2262, 2280, 2290, 2305, 2321, 2329, 2342, 2356, 2369, 2385, 2403,
        2420, 2436, 2449, 2465, 2476, 2490, 2500, 2515, 2532, 2546, 2558, 2567, 2582, 2592, 2596, 2599, 2610,
        2617, 2631, 2650, 2665, 2679, 2698, 2713, 2718, 2733, 2749, 2754, 2758, 2765, 2768, 2772, 2776, 2788,
        2798, 2802, 2812, 2817, 2822, 2825, 2830, 2837, 2844, 2851, 2855, 2875, 2894, 2912, 2934, 2955, 2970,
        2978, 2982, 2990, 3007, 3012, 3016, 3029, 3039, 3060, 3071, 3080, 3094, 3104, 3115, 3131, 3151, 3169,
        3184, 3205, 3221, 3237, 3250, 3266, 3285, 3306, 3314, 3327, 3342, 3354, 3372, 3385, 3409, 3427, 3439,
        3456, 3478, 3496, 3513, 3533, 3555, 3571, 3592, 3610, 3633, 3643, 3658, 3670, 3687, 3709, 3726, 3738,
        3755, 3764, 3778, 3796, 3810, 3825, 3830, 3836, 3843, 3846, 3852, 3858, 3865, 3870, 3876, 3880, 3887,
        3891, 3897, 3904, 3910, 3916, 3924, 3929, 3950, 3965, 3968, 3973, 3979, 3986, 3992, 3999, 4006, 4010,
        4015, 4023, 4033, 4045, 4061, 4070, 4074, 4078, 4082, 4085, 4095, 4109, 4114, 4117, 4126, 4140, 4159,
        4173, 4179, 4187, 4198, 4211, 4216, 4220, 4224, 4229, 4233, 4238, 4243, 4249, 4252, 4256, 4263, 4268,
        4273, 4280, 4287, 4294, 4298, 4301, 4316, 4335, 4356, 4360, 4364, 4382, 4393, 4407, 4427, 4440, 4459,
        4478, 4494, 4513, 4524, 4533, 4547, 4562, 4576, 4593, 4612, 4630, 4647, 4661, 4678, 4690, 4705, 4716,
        4721, 4734, 4746, 4751, 4755, 4767, 4774, 4779, 4786, 4793, 4796, 4803, 4810, 4816, 4820, 4824, 4839,
        4854, 4870, 4883, 4889, 4901, 4906, 4911, 4918, 4937, 4950, 4968, 4983, 5003, 5015, 5020, 5025, 5029,
        5036, 5048, 5057, 5071, 5090, 5104, 5113, 5117, 5121, 5130, 5144, 5151, 5156, 5162, 5168, 5174, 5179,
        5183, 5187, 5194, 5201, 5205, 5209, 5219, 5225, 5236, 5246, 5252, 5263, 5278, 5289, 5294, 5304, 5309,
        5316, 5322, 5329, 5334, 5343, 5349, 5356, 5361, 5367, 5371, 5378, 5382, 5388, 5395, 5401, 5410, 5421,
        5434, 5451, 5457, 5467, 5473, 5478, 5486, 5497, 5514, 5526, 5540, 5546, 5557, 5565, 5577, 5592, 5608,
        5613, 5621, 5627, 5632, 5639, 5643, 5648, 5654, 5659, 5663, 5669, 5676, 5680, 5687, 5692, 5704, 5717,
        5735, 5749, 5763, 5767, 5772, 5777, 5784, 5790, 5796, 5800, 5805, 5810, 5814, 5817, 5822, 5827, 5832,
        5837, 5842, 5848, 5855, 5861, 5865, 5869, 5874, 5879, 5884, 5889, 5896, 5903, 5907, 5912, 5927, 5932,
        5936, 5941, 5946, 5952, 5959, 5966, 5969, 5973, 5977, 5982, 5988, 5993, 5999, 6003, 6008, 6014, 6017,
        6021, 6027, 6034, 6042, 6048, 6054, 6060, 6066, 6069, 6073, 6077, 6084, 6089, 6098, 6103, 6107, 6112,
        6118, 6125, 6134, 6143, 6152, 6161, 6170, 6179, 6188, 6197, 6203, 6211, 6220, 6227, 6233, 6241, 6247,
        6252, 6255, 6259, 6266, 6270, 6275, 6280, 6287, 6296, 6301, 6307, 6312, 6316, 6322, 6330, 6336, 6343,
        6347, 6352, 6361, 6367, 6372, 6381, 6393, 6403, 6411, 6421, 6428, 6435, 6444, 6449, 6458, 6464, 6468,
        6474, 6481, 6489, 6497, 6503, 6510, 6515, 6520, 6528, 6532, 6539, 6547, 6554, 6562, 6571, 6581, 6590,
        6598, 6614, 6628, 6637, 6644, 6653, 6660, 6673, 6685, 6699, 6717, 6735, 6754, 6760, 6766, 6772, 6778,
        6784, 6788, 6796, 6801, 6806, 6810, 6817, 6824, 6830, 6836, 6842, 6848, 6853, 6859, 6865, 6871, 6877,
        6883, 6889, 6895, 6901, 6906, 6912, 6918, 6924, 6930, 6936, 6942, 6949, 6955, 6961, 6967, 6973, 6978,
        6984, 6990, 6996, 7002, 7011, 7019, 7028, 7034, 7040, 7046, 7052, 7057, 7063, 7069, 7075, 7081, 7087,
        7093, 7100, 7106, 7112, 7119, 7124, 7130, 7135, 7141, 7146, 7152, 7161, 7166, 7173, 7178, 7184, 7190,
        7197, 7204, 7208, 7215, 7224, 7231, 7238, 7245, 7250, 7256, 7262, 7268, 7275, 7281, 7288, 7294, 7300,
        7308, 7313, 7318, 7324, 7332, 7336, 7341, 7351, 7355, 7360, 7366, 7376, 7380, 7384, 7389, 7394, 7401,
        7417, 7434, 7443, 7452, 7463, 7475, 7487, 7492, 7501, 7508, 7516, 7522, 7531, 7537, 7544, 7552, 7558,
        7565, 7570, 7577, 7588, 7598, 7603, 7611, 7618, 7623, 7630, 7634, 7639, 7646, 7652, 7658, 7663, 7668,
        7674, 7679, 7685, 7691, 7699, 7707, 7713, 7719, 7726, 7734, 7738, 7747, 7754, 7761, 7768, 7774, 7779,
        7786, 7794, 7806, 7818, 7827, 7838, 7844, 7851, 7866, 7882, 7888, 7894, 7903, 7909, 7916, 7921, 7926,
        7933, 7940, 7945, 7950, 7956, 7964, 7970, 7977, 7981, 7984, 7992, 7998, 8006, 8009, 8013, 8019, 8027,
        8034, 8038, 8044, 8050, 8055, 8063, 8075, 8081, 8085, 8093, 8099, 8103, 8109, 8116, 8130, 8137, 8142,
        8149, 8156, 8163, 8168, 8172, 8178, 8187, 8196, 8204, 8214, 8229, 8239, 8254, 8270, 8287, 8296, 8303,
        8310, 8315, 8320, 8325, 8332, 8338, 8343, 8349, 8355, 8361, 8369, 8374, 8383, 8389, 8394, 8400, 8407,
        8414, 8421, 8426, 8431, 8437, 8444, 8448, 8453, 8456, 8462, 8466, 8469, 8475, 8482, 8486, 8493, 8496,
        8505, 8509, 8513, 8520, 8526, 8532, 8541, 8548, 8555, 8562, 8567, 8571, 8576, 8582, 8587, 8592, 8599,
        8605, 8610, 8618, 8624, 8631, 8639, 8645, 8656, 8668, 8675, 8682, 8688, 8696, 8705, 8711, 8717, 8722,
        8728, 8733, 8737, 8740, 8744, 8748, 8753, 8758, 8763, 8769, 8781, 8794, 8808, 8812, 8819, 8826, 8832,
        8839, 8843, 8849, 8855, 8860, 8866, 8872, 8877, 8882, 8889, 8894, 8900, 8909, 8915, 8922, 8929, 8935,
        8942, 8949, 8956, 8963, 8970, 8977, 8983, 8990, 8997, 9004, 9011, 9018, 9025, 9032, 9038, 9044, 9049,
        9052, 9056, 9063, 9069, 9076, 9080, 9087, 9093, 9097, 9102, 9105, 9109, 9113, 9118, 9127, 9131, 9137,
        9144, 9152, 9161, 9166, 9173, 9177, 9180, 9184, 9190, 9195, 9198, 9202, 9206, 9210, 9214, 9219, 9228,
        9232, 9237, 9243, 9249, 9254, 9260, 9265, 9270, 9276, 9282, 9284, 9287, 9292, 9298, 9304, 9311, 9319,
        9329, 9336, 9343, 9353, 9364, 9372, 9379, 9389, 9394, 9399, 9406, 9411, 9418, 9425, 9430, 9438, 9444,
        9449, 9455, 9462, 9472, 9479, 9486, 9490, 9499, 9508, 9514, 9521, 9535, 9550, 9555, 9562, 9567, 9574,
        9581, 9588, 9595, 9601, 9608, 9611, 9616, 9622, 9626, 9631, 9636, 9642, 9646, 9650, 9656, 9663, 9666,
        9673, 9679, 9686, 9692, 9698, 9704, 9710, 9719, 9728, 9734, 9739, 9745, 9748, 9755, 9761, 9770, 9777,
        9781, 9788, 9797, 9806, 9815, 9823, 9828, 9834, 9839, 9844, 9850, 9856, 9863, 9868, 9873, 9879, 9887,
        9893, 9900, 9906, 9909, 9916, 9922, 9926, 9931, 9937, 9941, 9945, 9951, 9956, 9961, 9968, 9974, 9980,
        9987, 9994, 9998, 10002, 10009, 10014, 10019, 10024, 10029, 10035, 10040, 10047, 10053, 10056, 10060,
        10065, 10072, 10081, 10088, 10095, 10100, 10106, 10113, 10117, 10122, 10128, 10133, 10139, 10147,
        10154, 10161, 10168, 10175, 10183, 10190, 10194, 10201, 10206, 10212, 10218, 10224, 10231, 10238,
        10244, 10252, 10260, 10267, 10274, 10280, 10285, 10289, 10294, 10300, 10307, 10315, 10324, 10329,
        10332, 10342, 10356, 10372, 10386, 10401, 10416, 10432, 10450, 10470, 10485, 10489, 10493, 10498,
        10507, 10511, 10517, 10524, 10532, 10541, 10546, 10553, 10564, 10572, 10582, 10593, 10601, 10609,
        10616, 10623, 10627, 10630, 10634, 10640, 10646, 10653, 10659, 10664, 10667, 10673, 10682, 10689,
        10695, 10702, 10709, 10720, 10724, 10729, 10738, 10742, 10747, 10753, 10759, 10765, 10771, 10777,
        10791, 10810, 10821, 10836, 10850, 10865, 10871, 10876, 10883, 10891, 10898, 10905, 10909, 10917,
        10922, 10927, 10934, 10940, 10949, 10955, 10962, 10966, 10972, 10979, 10984, 10988, 10993, 10999,
        11005, 11010, 11016, 11023, 11030, 11032, 11035, 11040, 11046, 11052, 11059, 11066, 11073, 11081,
        11088, 11093, 11099, 11105, 11114, 11122, 11132, 11137, 11143, 11147, 11152, 11157, 11162, 11170,
        11174, 11181, 11192, 11203, 11212, 11219, 11226, 11230, 11236, 11250, 11254, 11258, 11263, 11269,
        11273, 11280, 11287, 11293, 11300, 11306, 11313, 11320, 11328, 11333, 11338, 11345, 11352, 11357,
        11360, 11365, 11372, 11375, 11384, 11390, 11394, 11398, 11403, 11414, 11430, 11434, 11438, 11443,
        11455, 11462, 11469, 11475, 11482, 11487, 11491, 11496, 11502, 11508, 11516, 11522, 11530, 11539,
        11543, 11548, 11554, 11561, 11566, 11573, 11580, 11586, 11595, 11600, 11604, 11610, 11613, 11619,
        11626, 11632, 11640, 11646, 11653, 11660, 11666, 11673, 11681, 11685, 11689, 11693, 11698, 11704,
        11714, 11719, 11725, 11729, 11734, 11740, 11746, 11752, 11755, 11759, 11764, 11768, 11773, 11779,
        11783, 11789, 11794, 11798, 11809, 11825, 11830, 11836, 11846, 11851, 11857, 11863, 11867, 11873,
        11880, 11885, 11890, 11893, 11897, 11903, 11910, 11919, 11927, 11935, 11943, 11949, 11957, 11965,
        11973, 11978, 11988, 11995, 12001, 12009, 12013, 12020, 12025, 12031, 12039, 12045, 12051, 12058,
        12065, 12077, 12083, 12090, 12094, 12101, 12106, 12111, 12121, 12136, 12141, 12147, 12154, 12160,
        12166, 12174, 12182, 12187, 12193, 12199, 12207, 12217, 12228, 12234, 12242, 12247, 12253, 12259,
        12267, 12277, 12288, 12293, 12299, 12306, 12311, 12325, 12341, 12356, 12373, 12376, 12380, 12387,
        12393, 12400, 12407, 12412, 12419, 12424, 12429, 12437, 12444, 12449, 12454, 12462, 12469, 12477,
        12483, 12489, 12496, 12502, 12510, 12517, 12520, 12526, 12533, 12538, 12543, 12548, 12554, 12558,
        12564, 12571, 12576, 12581, 12588, 12594, 12600, 12604, 12609, 12615, 12622, 12626, 12632, 12636,
        12641, 12647, 12653, 12661, 12667, 12671, 12677, 12683, 12691, 12696, 12703, 12708, 12713, 12719,
        12725, 12728, 12734, 12738, 12744, 12752, 12756, 12761, 12765, 12770, 12777, 12782, 12790, 12794,
        12799, 12805, 12812, 12817, 12823, 12830, 12837, 12846, 12850, 12855, 12861, 12865, 12869, 12874,
        12883, 12890, 12896, 12901, 12905, 12912, 12919, 12926, 12931, 12939, 12943, 12947, 12952, 12959,
        12965, 12968, 12978, 12982, 12989, 12997, 13004, 13009, 13018, 13024, 13032, 13039, 13046, 13052,
        13058, 13065, 13073, 13081, 13084, 13093, 13098, 13103, 13109, 13112, 13116, 13121, 13127, 13131,
        13136, 13147, 13159, 13166, 13178, 13187, 13196, 13204, 13210, 13217, 13222, 13228, 13235, 13240,
        13249, 13258, 13267, 13272, 13279, 13285, 13292, 13297, 13301, 13308, 13312, 13317, 13322, 13329,
        13334, 13346, 13354, 13360, 13368, 13372, 13377, 13383, 13388, 13395, 13401, 13406, 13411, 13418,
        13424, 13433, 13438, 13444, 13450, 13457, 13462, 13468, 13473, 13480, 13486, 13494, 13500, 13507,
        13514, 13521, 13528, 13536, 13543, 13549, 13556, 13562, 13572, 13578, 13584, 13591, 13598, 13604,
        13612, 13620, 13627, 13634, 13640, 13645, 13649, 13654, 13662, 13668, 13675, 13680, 13685, 13693,
        13702, 13708, 13713, 13716, 13720, 13727, 13734, 13738, 13744, 13750, 13757, 13761, 13766, 13777,
        13792, 13809, 13824, 13840, 13858, 13875, 13891, 13907, 13912, 13925, 13931, 13937, 13941, 13948,
        13959, 13965, 13971, 13977, 13983, 13989, 13994, 14001, 14009, 14014, 14021, 14030, 14036, 14043,
        14048, 14052, 14057, 14063, 14070, 14077, 14084, 14089, 14095, 14101, 14110, 14118, 14121, 14128,
        14134, 14137, 14141, 14146, 14153, 14159, 14163, 14170, 14176, 14181, 14187, 14194, 14203, 14209,
        14213, 14218, 14224, 14230, 14236, 14243, 14249, 14257, 14261, 14266, 14271, 14278, 14287, 14293,
        14298, 14302, 14309, 14315, 14322, 14327, 14336, 14350, 14353, 14357, 14363, 14370, 14377, 14381,
        14388, 14393, 14399, 14404, 14410, 14415, 14421, 14427, 14435, 14443, 14449, 14463, 14470, 14479,
        14484, 14490, 14494, 14499, 14505, 14512, 14516, 14521, 14528, 14533, 14540, 14550, 14555, 14561,
        14568, 14574, 14581, 14587, 14594, 14603, 14614, 14620, 14627, 14636, 14647, 14651, 14658, 14665,
        14670, 14676, 14681, 14688, 14695, 14702, 14707, 14713, 14729, 14741, 14747, 14751, 14756, 14763,
        14768, 14776, 14784, 14790, 14796, 14804, 14812, 14819, 14828, 14838, 14848, 14859, 14866, 14873,
        14880, 14885, 14896, 14908, 14915, 14927, 14936, 14945, 14953, 14957, 14962, 14966, 14971, 14975,
        14980, 14984, 14989, 14993, 14998, 15005, 15013, 15018, 15026, 15034, 15042, 15050, 15058, 15064,
        15070, 15078, 15085, 15094, 15104, 15114, 15125, 15132, 15139, 15146, 15152, 15159, 15165, 15173,
        15180, 15185, 15191, 15198, 15202, 15207, 15214, 15221, 15225, 15230, 15237, 15241, 15248, 15258,
        15264, 15273, 15280, 15292, 15301, 15308, 15314, 15321, 15326, 15332, 15338, 15343, 15349, 15356,
        15365, 15372, 15377, 15382, 15386, 15393, 15400, 15405, 15413, 15418, 15425, 15431, 15440, 15453,
        15466, 15481, 15491, 15505, 15521, 15528, 15533, 15542, 15550, 15556, 15564, 15573, 15578, 15583,
        15589, 15596, 15602, 15619, 15637, 15642, 15647, 15653, 15660, 15665, 15671, 15678, 15683, 15689,
        15693, 15699, 15706, 15712, 15719, 15723, 15729, 15736, 15742, 15748, 15754, 15761, 15770, 15777,
        15783, 15789, 15792, 15796, 15802, 15807, 15815, 15827, 15841, 15856, 15862, 15867, 15873, 15881,
        15892, 15899, 15908, 15915, 15921, 15927, 15932, 15938, 15945, 15950, 15956, 15962, 15966, 15971,
        15979, 15984, 15989, 15995, 16001, 16008, 16019, 16028, 16039, 16046, 16052, 16062, 16067, 16074,
        16083, 16096, 16110, 16123, 16137, 16146, 16162, 16179, 16183, 16189, 16193, 16200, 16206, 16213,
        16220, 16225, 16229, 16235, 16241, 16247, 16252, 16258, 16264, 16269, 16276, 16283, 16290, 16297,
        16305, 16311, 16318, 16324, 16331, 16338, 16342, 16347, 16350, 16353, 16360, 16365, 16370, 16376,
        16381, 16387, 16391, 16397, 16403, 16406, 16412, 16418, 16423, 16428, 16434, 16439, 16446, 16453,
        16459, 16465, 16470, 16477, 16484, 16490, 16495, 16502, 16508, 16515, 16520, 16526, 16530, 16533,
        16537, 16541, 16546, 16551, 16556, 16561, 16565, 16570, 16577, 16584, 16588, 16593, 16600, 16605,
        16609, 16614, 16622, 16627, 16632, 16636, 16641,
    ]

    /// Where each value begins, and where the last ends.
    static let valueStarts: [UInt16] = [
        0, 2, 4, 5, 6, 8, 10, 12, 14, 16, 18, 22, 24, 26, 28, 30, 33, 35, 39, 42, 44, 46, 50, 53, 55, 57, 59,
        61, 64, 67, 70, 72, 75, 78, 80, 84, 88, 90, 93, 96, 98, 100, 102, 104, 107, 110, 113, 115, 117, 119,
        121, 124, 126, 128, 130, 133, 135, 138, 141, 144, 147, 150, 153, 156, 159, 162, 165, 168, 171, 174,
        177, 180, 183, 187, 190, 193, 196, 199, 201, 203, 205, 208, 211, 214, 216, 218, 221, 223, 227, 229,
        231, 233, 234, 236, 239, 242, 246, 248, 251, 254, 257, 259, 262, 265, 268, 271, 274, 277, 280, 283,
        286, 289, 292, 295, 298, 301, 304, 306, 309, 312, 315, 318, 321, 324, 327, 330, 333, 336, 340, 342,
        344, 346, 348, 350, 352, 354, 356, 358, 360, 362, 366, 368, 370, 373, 375, 378, 381, 383, 387, 389,
        392, 395, 398, 401, 404, 406, 408, 410, 413, 416, 418, 422, 425, 428, 432, 435, 438, 441, 443, 444,
        445, 447, 449, 451, 453, 455, 457, 459, 463, 466, 470, 473, 476, 479, 482, 485, 488, 491, 495, 498,
        500, 502, 503, 505, 508, 511, 514, 517, 520, 522, 525, 528, 530, 532, 534, 536, 538, 540, 542, 544,
        546, 549, 551, 553, 556, 558, 561, 564, 567, 570, 573, 576, 579, 581, 585, 587, 590, 592, 594, 596,
        598, 600, 602, 606, 610, 614, 616, 618, 620, 622, 624, 626, 628, 632, 636, 640, 642, 643, 644, 646,
        648, 651, 654, 657, 659, 661, 663, 666, 669, 672, 675, 678, 681, 684, 687, 690, 693, 696, 699, 702,
        705, 708, 711, 714, 717, 720, 723, 726, 729, 732, 735, 738, 741, 744, 747, 750, 753, 756, 759, 763,
        766, 769, 771, 774, 777, 780, 783, 786, 789, 793, 796, 799, 802, 805, 807, 810, 813, 815, 818, 821,
        825, 828, 832, 835, 837, 839, 841, 843, 845, 847, 850, 853, 856, 859, 862, 865, 866, 870, 873, 875,
        878, 881, 884, 887, 890, 893, 896, 901, 904, 907, 910, 915, 920, 923, 928, 931, 936, 941, 944, 949,
        952, 955, 958, 961, 966, 971, 974, 979, 984, 987, 992, 995, 998, 1001, 1006, 1009, 1014, 1017, 1022,
        1025, 1031, 1034, 1037, 1042, 1045, 1050, 1056, 1059, 1062, 1065, 1068, 1071, 1074, 1078, 1080, 1082,
        1084, 1086, 1088, 1090, 1092, 1094, 1096, 1098, 1102, 1104, 1106, 1108, 1110, 1112, 1116, 1119, 1122,
        1125, 1129, 1131, 1133, 1135, 1137, 1140, 1142, 1144, 1147, 1150, 1153, 1156, 1159, 1161, 1165, 1167,
        1169, 1171, 1174, 1177, 1180, 1183, 1186, 1189, 1192, 1195, 1198, 1201, 1204, 1208, 1210, 1211, 1212,
        1216, 1219, 1223, 1226, 1228, 1230, 1232, 1235, 1238, 1241, 1243, 1245, 1247, 1250, 1253, 1256, 1259,
        1262, 1264, 1267, 1270, 1273, 1276, 1279, 1282, 1285, 1288, 1291, 1294, 1297, 1300, 1303, 1306, 1309,
        1312, 1315, 1318, 1321, 1324, 1327, 1330, 1333, 1336, 1339, 1342, 1345, 1348, 1351, 1353, 1355, 1357,
        1359, 1362, 1364, 1366, 1368, 1370, 1374, 1377, 1380, 1383, 1386, 1388, 1391, 1395, 1398, 1401, 1404,
        1407, 1410, 1413, 1416, 1419, 1423, 1426, 1429, 1432, 1435, 1438, 1441, 1444, 1447, 1450, 1453, 1456,
        1459, 1462, 1465, 1467, 1469, 1472, 1474, 1476, 1477, 1479, 1481, 1483, 1485, 1489, 1492, 1494, 1500,
        1503, 1506, 1509, 1512, 1515, 1519, 1522, 1526, 1528, 1530, 1532, 1535, 1538, 1540, 1542, 1544, 1546,
        1548, 1550, 1554, 1556, 1558, 1560, 1561, 1564, 1567, 1570, 1573, 1576, 1578, 1582, 1585, 1588, 1591,
        1594, 1597, 1600, 1603, 1606, 1609, 1612, 1615, 1617, 1619, 1621, 1625, 1627, 1629, 1631, 1634, 1637,
        1639, 1642, 1645, 1648, 1651, 1654, 1657, 1658, 1661, 1664, 1667, 1671, 1675, 1679, 1682, 1684, 1687,
        1691, 1695, 1699, 1703, 1705, 1709, 1713, 1715, 1717, 1719, 1721, 1723, 1725, 1727, 1731, 1735, 1739,
        1741, 1743, 1745, 1747, 1749, 1751, 1754, 1756, 1759, 1762, 1766, 1768, 1770, 1772, 1775, 1780, 1783,
        1785, 1787, 1789, 1791, 1793, 1795, 1797, 1800, 1804, 1806, 1808, 1811, 1814, 1816, 1818, 1821, 1822,
        1823, 1826, 1829, 1832, 1835, 1838, 1841, 1844, 1847, 1850, 1853, 1856, 1859, 1862, 1865, 1868, 1871,
        1874, 1877, 1880, 1883, 1886, 1888, 1891, 1893, 1897, 1900, 1903, 1906, 1909, 1912, 1913, 1916, 1919,
        1921, 1923, 1927, 1928, 1931, 1934, 1936, 1938, 1940, 1942, 1945, 1948, 1951, 1954, 1956, 1959, 1962,
        1965, 1968, 1971, 1974, 1977, 1980, 1983, 1985, 1988, 1991, 1994, 1997, 1999, 2002, 2004, 2007, 2010,
        2014, 2017, 2020, 2023, 2026, 2029, 2032, 2035, 2038, 2041, 2044, 2047, 2050, 2053, 2056, 2059, 2062,
        2065, 2068, 2071, 2074, 2077, 2080, 2083, 2086, 2089, 2093, 2099, 2102, 2106, 2109, 2112, 2115, 2118,
        2121, 2124, 2127, 2130, 2133, 2136, 2139, 2142, 2145, 2148, 2151, 2154, 2157, 2160, 2163, 2166, 2169,
        2172, 2175, 2178, 2181, 2184, 2187, 2190, 2193, 2196, 2199, 2202, 2205, 2208, 2211, 2214, 2217, 2220,
        2223, 2226, 2229, 2232, 2235, 2238, 2241, 2244, 2247, 2250, 2252, 2254, 2256, 2260, 2263, 2266, 2269,
        2270, 2273, 2276, 2279, 2282, 2285, 2288, 2291, 2294, 2296, 2299, 2302, 2305, 2308, 2311, 2314, 2320,
        2323, 2325, 2328, 2330, 2332, 2334, 2336, 2339, 2342, 2344, 2346, 2348, 2351, 2353, 2355, 2357, 2361,
        2363, 2366, 2369, 2371, 2374, 2377, 2379, 2382, 2385, 2388, 2390, 2393, 2396, 2399, 2402, 2405, 2408,
        2411, 2414, 2417, 2420, 2421, 2424, 2427, 2428, 2429, 2432, 2435, 2438, 2441, 2444, 2447, 2450, 2454,
        2457, 2459, 2461, 2464, 2467, 2470, 2474, 2477, 2480, 2483, 2486, 2489, 2492, 2495, 2498, 2501, 2504,
        2507, 2510, 2513, 2516, 2519, 2522, 2525, 2531, 2534, 2537, 2540, 2543, 2546, 2549, 2551, 2553, 2556,
        2559, 2562, 2565, 2568, 2571, 2574, 2577, 2580, 2583, 2586, 2589, 2592, 2595, 2598, 2600, 2602, 2604,
        2607, 2610, 2613, 2616, 2618, 2620, 2622, 2625, 2628, 2632, 2635, 2638, 2641, 2644, 2647, 2650, 2652,
        2654, 2657, 2659, 2661, 2663, 2666, 2669, 2671, 2674, 2677, 2678, 2682, 2684, 2687, 2690, 2693, 2696,
        2699, 2702, 2705, 2708, 2711, 2714, 2717, 2720, 2723, 2727, 2729, 2732, 2734, 2737, 2740, 2743, 2746,
        2749, 2752, 2754, 2757, 2760, 2763, 2765, 2767, 2770, 2772, 2775, 2777, 2779, 2782, 2784, 2786, 2789,
        2792, 2796, 2799, 2801, 2803, 2806, 2809, 2812, 2815, 2818, 2821, 2824, 2826, 2829, 2832, 2835, 2838,
        2841, 2844, 2846, 2849, 2851, 2855, 2858, 2861, 2864, 2866, 2868, 2870, 2873, 2876, 2879, 2882, 2885,
        2886, 2889, 2892, 2895, 2898, 2901, 2904, 2907, 2910, 2913, 2915, 2917, 2919, 2921, 2923, 2926, 2927,
        2930, 2933, 2936, 2939, 2941, 2944, 2947, 2950, 2953, 2957, 2960, 2962, 2965, 2968, 2971, 2973, 2977,
        2980, 2983, 2986, 2989, 2991, 2993, 2996, 2998, 3000, 3003, 3006, 3009, 3012, 3015, 3017, 3019, 3022,
        3025, 3028, 3031, 3034, 3037, 3040, 3043, 3047, 3050, 3053, 3055, 3057, 3059, 3062, 3064, 3066, 3068,
        3070, 3073, 3076, 3079, 3082, 3085, 3088, 3091, 3094, 3097, 3100, 3106, 3109, 3113, 3116, 3119, 3122,
        3124, 3127, 3130, 3133, 3136, 3139, 3142, 3145, 3148, 3151, 3154, 3157, 3161, 3162, 3165, 3168, 3171,
        3174, 3175, 3176, 3179, 3182, 3185, 3188, 3191, 3194, 3197, 3200, 3203, 3206, 3209, 3212, 3218, 3224,
        3227, 3230, 3232, 3235, 3237, 3240, 3243, 3246, 3249, 3251, 3254, 3257, 3260, 3263, 3267, 3270, 3273,
        3276, 3279, 3282, 3285, 3289, 3292, 3296, 3299, 3301, 3304, 3307, 3309, 3311, 3314, 3316, 3318, 3320,
        3322, 3324, 3326, 3329, 3333, 3335, 3337, 3340, 3343, 3346, 3349, 3352, 3354, 3356, 3359, 3362, 3365,
        3367, 3370, 3372, 3375, 3378, 3381, 3384, 3386, 3389, 3392, 3395, 3398, 3401, 3404, 3406, 3408, 3412,
        3414, 3417, 3419, 3421, 3425, 3428, 3431, 3434, 3437, 3440, 3443, 3446, 3448, 3450, 3452, 3454, 3456,
        3458, 3462, 3464, 3468, 3472, 3474, 3476, 3478, 3480, 3482, 3484, 3488, 3490, 3492, 3494, 3498, 3502,
        3505, 3508, 3511, 3514, 3517, 3520, 3523, 3525, 3528, 3531, 3533, 3536, 3539, 3542, 3545, 3547, 3549,
        3552, 3555, 3558, 3561, 3564, 3567, 3570, 3573, 3576, 3579, 3582, 3585, 3591, 3594, 3597, 3598, 3599,
        3602, 3605, 3608, 3610, 3612, 3615, 3616, 3618, 3621, 3624, 3627, 3630, 3633, 3636, 3639, 3642, 3645,
        3648, 3651, 3654, 3657, 3660, 3663, 3666, 3669, 3672, 3675, 3678, 3681, 3684, 3687, 3690, 3693, 3696,
        3702, 3705, 3708, 3711, 3714, 3717, 3720, 3723, 3726, 3729, 3733, 3736, 3739, 3742, 3745, 3748, 3751,
        3753, 3756, 3759, 3762, 3765, 3768, 3770, 3773, 3776, 3779, 3782, 3785, 3788, 3791, 3794, 3797, 3800,
        3803, 3806, 3809, 3812, 3815, 3818, 3821, 3824, 3827, 3831, 3834, 3837, 3840, 3841, 3844, 3847, 3850,
        3851, 3854, 3857, 3860, 3863, 3866, 3869, 3872, 3875, 3879, 3882, 3885, 3888, 3891, 3892, 3895, 3898,
        3900, 3901, 3902, 3905, 3908, 3911, 3914, 3917, 3920, 3923, 3926, 3929, 3932, 3935, 3938, 3941, 3947,
        3953, 3956, 3958, 3960, 3963, 3966, 3969, 3972, 3975, 3978, 3981, 3984, 3987, 3990, 3992, 3995, 3998,
        4002, 4005, 4007, 4009, 4012, 4013, 4016, 4018, 4020, 4023, 4026, 4029, 4032, 4035, 4038, 4041, 4044,
        4048, 4051, 4055, 4058, 4060, 4063, 4066, 4071, 4077, 4082, 4085, 4088, 4093, 4099, 4104, 4107, 4110,
        4113, 4116, 4118, 4124, 4127, 4132, 4137, 4139, 4142, 4145, 4148, 4151, 4153, 4155, 4160, 4165, 4168,
        4170, 4172, 4175, 4180, 4183, 4185, 4188, 4191, 4194, 4197, 4200, 4203, 4208, 4211, 4214, 4219, 4222,
        4225, 4229, 4234, 4237, 4240, 4245, 4250, 4255, 4258, 4261, 4264, 4267, 4270, 4273, 4276, 4279, 4282,
        4285, 4287, 4290, 4295, 4298, 4301, 4304, 4307, 4310, 4313, 4318, 4323, 4328, 4331, 4334, 4337, 4340,
        4343, 4346, 4350, 4352, 4354, 4357, 4362, 4367, 4370, 4373, 4376, 4379, 4382, 4385, 4388, 4391, 4394,
        4400, 4405, 4408, 4411, 4414, 4419, 4422, 4427, 4430, 4433, 4438, 4443, 4446, 4449, 4452, 4455, 4458,
        4463, 4467, 4470, 4473, 4476, 4479, 4482, 4485, 4488, 4491, 4494, 4497, 4502, 4505, 4511, 4514, 4519,
        4522, 4527, 4530, 4535, 4538, 4544, 4547, 4552, 4555, 4557, 4559, 4562, 4565, 4568, 4571, 4574, 4576,
        4577, 4580, 4583, 4586, 4589, 4595, 4598, 4604, 4608, 4611, 4614, 4620, 4624, 4630, 4633, 4639, 4645,
        4648, 4651, 4654, 4657, 4660, 4663, 4665, 4667, 4670, 4673, 4675, 4677, 4679, 4682, 4684, 4687, 4690,
        4693, 4695, 4698, 4702, 4704, 4706, 4708, 4711, 4714, 4716, 4719, 4722, 4725, 4728, 4731, 4734, 4736,
        4738, 4740, 4743, 4746, 4750, 4753, 4756, 4759, 4762, 4765, 4768, 4771, 4774, 4776, 4778, 4780, 4782,
        4785, 4788, 4791, 4794, 4797, 4799, 4801, 4804, 4806, 4808, 4811, 4814, 4816, 4818, 4821, 4824, 4826,
        4828, 4831, 4834, 4837, 4840, 4842, 4843, 4844, 4847, 4850, 4853, 4857, 4859, 4861, 4864, 4867, 4869,
        4872, 4874, 4877, 4880, 4883, 4884, 4887, 4890, 4893, 4896, 4899, 4902, 4904, 4906, 4909, 4912, 4914,
        4917, 4921, 4923, 4925, 4928, 4931, 4934, 4937, 4940, 4943, 4946, 4949, 4952, 4955, 4958, 4961, 4964,
        4967, 4970, 4973, 4976, 4979, 4982, 4985, 4988, 4991, 4994, 4997, 5000, 5003, 5007, 5009, 5012, 5016,
        5019, 5023, 5026, 5030, 5033, 5036, 5037, 5040, 5041, 5042, 5045, 5048, 5051, 5054, 5057, 5062, 5064,
        5067, 5070, 5073, 5076, 5079, 5082, 5084, 5086, 5089, 5092, 5095, 5098, 5101, 5104, 5107, 5110, 5113,
        5116, 5119, 5122, 5125, 5128, 5131, 5134, 5137, 5138, 5139, 5142, 5145, 5148, 5150, 5152, 5155, 5156,
        5158, 5161, 5164, 5167, 5170, 5173, 5176, 5179, 5182, 5185, 5188, 5190, 5192, 5195, 5198, 5202, 5205,
        5208, 5211, 5213, 5215, 5218, 5221, 5224, 5227, 5230, 5233, 5236, 5239, 5242, 5244, 5247, 5250, 5253,
        5256, 5259, 5262, 5265, 5268, 5271, 5274, 5277, 5281, 5284, 5287, 5288, 5291, 5294, 5297, 5300, 5304,
        5307, 5308, 5311, 5314, 5317, 5320, 5323, 5326, 5329, 5332, 5335, 5338, 5340, 5343, 5346, 5349, 5352,
        5354, 5357, 5360, 5362, 5364, 5367, 5370, 5373, 5376, 5379, 5381, 5384, 5387, 5390, 5393, 5396, 5399,
        5402, 5404, 5406, 5407, 5410, 5413, 5416, 5419, 5423, 5426, 5429, 5431, 5433, 5436, 5439, 5441, 5443,
        5445, 5447, 5449, 5452, 5455, 5458, 5461, 5464, 5467, 5470, 5473, 5476, 5479, 5482, 5485, 5488, 5491,
        5494, 5497, 5500, 5503, 5506, 5512, 5514, 5515, 5518, 5521, 5525, 5528, 5531, 5534, 5537, 5543, 5546,
        5552, 5555, 5558, 5561, 5564, 5567, 5570, 5573, 5576, 5579, 5582, 5585, 5588, 5591, 5595, 5598, 5601,
        5604, 5607, 5610, 5612, 5614, 5616, 5619, 5622, 5625, 5628, 5631, 5634, 5637, 5640, 5643, 5646, 5649,
        5652, 5655, 5658, 5661, 5664, 5667, 5670, 5673, 5676, 5679, 5682, 5685, 5688, 5691, 5694, 5697, 5700,
        5702, 5704, 5706, 5708, 5710, 5712, 5715, 5718, 5721, 5724, 5727, 5730, 5733, 5736, 5739, 5742, 5745,
        5748, 5751, 5754, 5757, 5760, 5763, 5766, 5769, 5772, 5775, 5778, 5781, 5784, 5787, 5790, 5792, 5794,
        5797, 5799, 5802, 5804, 5806, 5808, 5811, 5814, 5818, 5821, 5824, 5826, 5828, 5830, 5833, 5836, 5839,
        5842, 5845, 5847, 5849, 5851, 5853, 5855, 5858, 5861, 5864, 5867, 5870, 5873, 5876, 5879, 5883, 5886,
        5889, 5892, 5895, 5898, 5901, 5904, 5907, 5910, 5913, 5916, 5919, 5922, 5925, 5928, 5931, 5934, 5937,
        5941, 5943, 5945, 5947, 5950, 5953, 5956, 5959, 5962, 5964, 5966, 5969, 5971, 5973, 5975, 5977, 5979,
        5982, 5984, 5987, 5990, 5994, 5996, 5998, 6001, 6004, 6007, 6010, 6013, 6016, 6019, 6021, 6023, 6025,
        6027, 6031, 6034, 6037, 6040, 6043, 6046, 6048, 6050, 6052, 6055, 6058, 6061, 6064, 6066, 6069, 6073,
        6076, 6078, 6081, 6084, 6087, 6089, 6091, 6094, 6097, 6100, 6103, 6106, 6109, 6111, 6113, 6116, 6118,
        6120, 6123, 6126, 6128, 6130, 6136, 6142, 6148, 6154, 6156, 6159, 6162, 6164, 6167, 6170, 6173, 6176,
        6179, 6180, 6181, 6185, 6188, 6194, 6200, 6204, 6207, 6210, 6214, 6220, 6226, 6232, 6238, 6241, 6243,
        6246, 6249, 6252, 6255, 6259, 6263, 6266, 6269, 6272, 6276, 6279, 6282, 6285, 6288, 6292, 6295, 6298,
        6300, 6303, 6306, 6309, 6312, 6315, 6319, 6322, 6325, 6328, 6331, 6335, 6338, 6341, 6344, 6347, 6350,
        6352, 6354, 6356, 6358, 6360, 6362, 6364, 6368, 6370, 6374, 6378, 6380, 6382, 6384, 6386, 6388, 6390,
        6392, 6395, 6397, 6401, 6403, 6406, 6410, 6414, 6417, 6420,
    ]

    /// The first entry whose name begins with `A` or a later letter, then `B`, and so on to one past `z`.
    static let firstByLetter: [UInt16] = [
        0, 27, 39, 75, 129, 159, 167, 189, 201, 230, 237, 245, 305, 314, 386, 415, 434, 439, 484, 524, 547,
        587, 604, 609, 613, 624, 634, 634, 634, 634, 634, 634, 634, 703, 819, 918, 984, 1051, 1090, 1150,
        1178, 1234, 1242, 1252, 1406, 1446, 1614, 1675, 1744, 1755, 1859, 2017, 2075, 2127, 2169, 2180, 2204,
        2218, 2231,
    ]
}
