from nhipcau.widgets.page import Page
class HomePage(Page):
    def __init__(self, desk, database): super().__init__(desk)
    def title(self): return self.desk.words("shell.place.overview")
    def refresh(self): pass
    def retranslate(self): pass
