"""What people are called: the part of a name that colleagues use, and what stands around it."""

import pytest

from nhipcau.common.person_names import called, person_name

# A name, and what the person is called.
TABLE = """
Nguyễn Văn An=An|Trần Thị Bình=Bình|Lê Quốc Cường=Cường|Phạm Thuỳ Dung=Dung|Hồ Thu Giang=Giang|Vũ Minh Hoà=Hoà
Hoàng Văn Hòa=Hòa|Huỳnh Đức=Đức|Đỗ Hà=Hà|Hồ Bích=Bích|Lý Nhã Kỳ=Kỳ|Tôn Nữ Thị Ninh=Ninh|Lê Nguyễn Bảo Ngọc=Ngọc
Đặng Thị Kim Chi=Chi|Bùi Tiến Dũng=Dũng|Võ Văn Kiệt=Kiệt|Phan Châu Trinh=Trinh|Ngô Bảo Châu=Châu
Dương Thu Hương=Hương|Mai Anh Tuấn=Tuấn|Trịnh Công Sơn=Sơn|Đoàn Thị Điểm=Điểm|Lâm Tâm Như=Như
Đinh Tiên Hoàng=Hoàng|Cao Bá Quát=Quát|Châu Minh Khang=Khang|Lưu Quang Vũ=Vũ|Phùng Quán=Quán|Quách Tuấn Du=Du
Triệu Thị Trinh=Trinh|Vương Bảo Châu=Châu|Kiều Chinh=Chinh|Tăng Bạt Hổ=Hổ|La Quán Trung=Trung
Nghiêm Xuân Yêm=Yêm|Âu Dương Lân=Lân|Thạch Sanh=Sanh|Đàm Vĩnh Hưng=Hưng|Giang Văn Minh=Minh|Hứa Vĩ Văn=Văn
Khúc Thừa Dụ=Dụ|Nông Đức Mạnh=Mạnh|Phí Thị Thu=Thu|Tống Duy Tân=Tân|Ung Văn Khiêm=Khiêm|Doãn Kế Thiện=Thiện
Đồng Sĩ Nguyên=Nguyên|Hàn Mặc Tử=Tử|Khổng Tú Quỳnh=Quỳnh|Lại Văn Sâm=Sâm|Mạc Đĩnh Chi=Chi
Ninh Dương Lan Ngọc=Ngọc|Sầm Công=Công|Từ Dũ=Dũ|Cù Huy Cận=Cận|Đậu Thị Nga=Nga|Giáp Văn Dương=Dương
Lò Văn Giá=Giá|Lường Thị Mai=Mai|Sùng A Chu=Chu|Vàng Thị Dung=Dung|Vừ A Dính=Dính|Quàng Văn Bảo=Bảo
Lữ Thị Hoa=Hoa|Viên Thị Thuận=Thuận|Nguyễn Thị Thu-Hà=Thu-Hà|Trương Vĩnh Ký=Ký|Tạ Quang Bửu=Bửu
Thái Thị Liên=Liên|Đào Duy Anh=Anh|Tô Hoài=Hoài|Lương Thế Vinh=Vinh|Hà Anh Tuấn=Tuấn|Vi Thùy Linh=Linh
Chu Văn An=An|Văn Cao=Cao|Nguyễn An=An|Lê Ba=Ba|Nguyễn Thị Minh Khai=Khai|Nguyen Van Tu=Tu|Tran Thi Mai=Mai
Le Hoa=Hoa|Pham Van Dong=Dong|Do Ha=Ha|Vo Thi Sau=Sau|Bui Xuan Phai=Phai|Ho Xuan Huong=Huong|NGUYỄN THỊ LAN=Lan
BÙI TIẾN DŨNG=Dũng|ĐẶNG VĂN QUỲNH=Quỳnh|TRAN VAN BINH=Binh|trần thị hoa=Hoa|lê minh=Minh|Lê thị hồng nhung=Nhung
ThS. Đặng Thị Kim Chi=Chi|TS. Lê Minh=Minh|PGS.TS. Nguyễn Văn Bình=Bình|PGS. TS. Nguyễn Văn Bình=Bình
GS. Ngô Bảo Châu=Châu|BS. Trần Hà=Hà|KS. Lê Văn Hùng=Hùng|Ông Lê Văn Tám=Tám|Bà Lê Thị Tám=Tám
Anh Nguyễn Văn Tuấn=Tuấn|Chị Trần Thị Lan=Lan|Cô Lan=Lan|Bà Lan=Lan|Chú Năm=Năm|A. Hùng=Hùng|C. Lan=Lan
Ms. Trần Thị Mai=Mai|Mr. Lê Hùng=Hùng|Ms Trần Thị Mai=Mai|Lê Quốc Cường (Sales)=Cường|Nguyễn Thị Hoa (HR)=Hoa
Nguyễn Văn An – Phòng KD=An|Nguyễn Văn An - Phòng KD=An|Lan 2=Lan|Trần Văn Bình 1=Bình|Nguyễn Văn An / IT=An
Trần Mai [nghỉ thai sản]=Mai|Nguyễn, Văn An=An|Trần, Thị Bình=Bình|José García=José|Zoë Müller=Zoë
Søren Holm=Søren|Ly Brown=Ly|Ha Smith=Ha|Mai Johnson=Mai|Kim Smith=Kim|Lee Chang=Lee|Chen Liu=Chen|Mia Reid=Mia
Tom Reid=Tom|Zoe Hall=Zoe|Ama Boateng=Ama|Bruno Costa=Bruno|Efe Yildiz=Efe|Fay Reid=Fay|Gus Hall=Gus
John Smith=John|Anna Müller=Anna|Marie-Claire Dubois=Marie-Claire|Jean-Luc Picard=Jean-Luc
Maria del Carmen López=Maria|Sara O’Neill=Sara|O'Brien, Sean=Sean|Yildiz, Efe=Efe|REID, FAY=Fay
Hall, Gus (intern)=Gus|Dr. Bruno Costa, PhD=Bruno|Prof. Ann Lee=Ann|Ann Lee=Ann|John Smith, MBA=John
Mrs. Joan Smith=Joan|Miss Amy Wong=Amy|Mr John Smith=John|Björn Borg=Björn|Łukasz Nowak=Łukasz|Çağla Demir=Çağla
Ngozi Adichie=Ngozi|Priya Sharma=Priya|Yuki Tanaka=Yuki|Olga Ivanova=Olga|Iñaki Etxeberria=Iñaki
Kim Min-jun=Min-jun|Park Ji-sung=Ji-sung|Lee Min-ho=Min-ho|Choi Soo-young=Soo-young|H'Hen Niê=H'Hen
H’Hen Niê=H’Hen|An Nguyen=An|Van Nguyen=Van|Linh Tran=Linh|Thảo Nguyễn=Thảo|Hoa Trần=Hoa|Anna Lê=Anna
David Nguyen=David|Minh Pham=Minh|Y Moan Êban=Y Moan Êban|Siu Black=Siu Black|Ksor Phước=Ksor Phước
Y Phương=Y Phương|Park Ji Sung=Park Ji Sung|BOATENG AMA=Boateng Ama|SMITH JOHN=Smith John|J. Smith=J. Smith
Lê Anna=Lê Anna|Nguyễn David=Nguyễn David|Anh Tuấn=Anh Tuấn|Phương Anh=Phương Anh|Đức Anh=Đức Anh
Thuỳ Linh=Thuỳ Linh|Em Thảo=Em Thảo|Lan=Lan|An=An|Vũ=Vũ|Anh=Anh|Anna=Anna|LAN=Lan|lan=Lan|Ông=Ông|Tuấn=Tuấn
Thủy=Thủy
"""
ENTRIES = [entry.rsplit("=", 1) for line in TABLE.split("\n") for entry in line.split("|") if entry]


def test_the_table_is_large_and_names_nobody_twice() -> None:
    assert len({name for name, _ in ENTRIES}) == len(ENTRIES) >= 200


@pytest.mark.parametrize(("name", "wanted"), ENTRIES)
def test_people_are_called_as_their_colleagues_call_them(name: str, wanted: str) -> None:
    assert called(name) == wanted


@pytest.mark.parametrize(
    ("written", "full", "title", "remark"),
    [
        ("ThS. Đặng Thị Kim Chi", "Đặng Thị Kim Chi", "ThS.", ""),
        ("Dr. Bruno Costa, PhD", "Bruno Costa", "Dr.", "PhD"),
        ("Lê Quốc Cường (Sales)", "Lê Quốc Cường", "", "(Sales)"),
        ("Nguyễn Văn An – Phòng KD", "Nguyễn Văn An", "", "– Phòng KD"),
        ("Yildiz, Efe", "Efe Yildiz", "", ""),
        ("Nguyễn, Văn An", "Nguyễn Văn An", "", ""),
        ("Lan 2", "Lan 2", "", ""),
        ("Anh Nguyễn Văn Tuấn", "Nguyễn Văn Tuấn", "Anh", ""),
    ],
)
def test_what_stands_around_a_name_is_told_from_it(written: str, full: str, title: str, remark: str) -> None:
    found = person_name(written)
    assert (found.full, found.title, found.remark) == (full, title, remark)


@pytest.mark.parametrize("written", ["", "–", "()", ",", "Mr.", "(HR)", "1", "\n", "a" * 5_000, "(" * 2_000])
def test_nothing_that_is_written_is_too_strange(written: str) -> None:
    assert isinstance(called(written), str)
